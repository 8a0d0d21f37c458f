import { createPrivateKey } from 'node:crypto';
import { AlipaySdk } from 'alipay-sdk';
import type { AlipayConfig } from './config.ts';
import { type Answer, type NoAnswer, readSigned } from './signedAnswer.ts';
import { toAlipayTime } from './time.ts';

/** `biz_content`: what a request is about. Its names are sent as they are. */
export type Content = Readonly<Record<string, unknown>>;

/** Parameters beside it, such as `notify_url`. */
export type More = Readonly<Record<string, string>>;

export interface AlipayClient {
  /** Sends one request and checks the signature of what comes back. */
  call(method: string, content: Content | null, more?: More): Promise<Answer | NoAnswer>;
  /** What opens a page of Alipay: the signed parameters as a query, for the buyer's own app. */
  signed(method: string, content: Content): string;
}

/** Longer than Alipay usually takes; five calls, our longest chain, fit into the time-outs of the functions. */
const TIMEOUT_MS = 3_500;

/**
 * A client that signs with the app's key. The library writes and signs requests; sending them and reading what
 * comes back is ours, because the library follows redirections, has no time-out for a whole answer, and does not
 * always read what it verifies (`signedAnswer.ts`).
 */
export function openClient(config: AlipayConfig, now: () => Date = () => new Date()): AlipayClient {
  const sdk = new AlipaySdk({
    appId: config.appId,
    // Without its kind the library would take it for another.
    keyType: 'PKCS8',
    privateKey: pkcs8(config.appKeyPem),
    signType: 'RSA2',
  });

  function signed(method: string, content: Content | null, more: More = {}): string {
    const parameters = {
      ...more,
      // The library would write this machine's time of day; Alipay wants China's.
      timestamp: toAlipayTime(now()),
      ...(content && { bizContent: content }),
    };
    // It would also turn names such as `creditTradeScene` into others.
    return sdk.sdkExecute(method, parameters, { bizContentAutoSnakeCase: false });
  }

  return {
    signed,
    async call(method, content, more) {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      try {
        const response = await post(config.gateway, signed(method, content, more), signal);
        if (response.status !== 200) return { cause: `HTTP ${response.status}` };
        return readSigned(await response.text(), method, config.alipayKeyPem);
      } catch (error) {
        return { cause: signal.aborted ? 'TIMEOUT' : causeOf(error) };
      }
    },
  };
}

/** What stands in the address, as with the library's own requests: Alipay reads there how the rest is written. */
const IN_ADDRESS = [
  'app_id',
  'method',
  'format',
  'charset',
  'version',
  'sign_type',
  'timestamp',
  'sign',
  'notify_url',
];

function post(gateway: string, signedQuery: string, signal: AbortSignal): Promise<Response> {
  const url = new URL(gateway);
  const body = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(signedQuery)) {
    (IN_ADDRESS.includes(name) ? url.searchParams : body).set(name, value);
  }
  // A redirection could take an agreement's number elsewhere; Alipay has none.
  return fetch(url, { method: 'POST', body, signal, redirect: 'manual' });
}

/** The base64 that the library wants keys in, whichever form the key came in. */
function pkcs8(pem: string): string {
  return createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

/** Such as `ECONNREFUSED`; `fetch` itself says only that it failed. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
