import { Wechatpay } from 'wechatpay-axios-plugin';
import type { WechatpayConfig } from './config.ts';

/**
 * What came back. A signed one holds; unsigned ones are refusals only, because nothing else is taken
 * unsigned. `requestNo` ends the `Request-Id` header: WeChat Pay's specific number of the error, and no part
 * of what is signed.
 */
export interface Answer {
  readonly signed: boolean;
  readonly status: number;
  readonly body: unknown;
  readonly requestNo: string | null;
}

/** Nothing came that could be believed. The cause is a word for the log, never a body. */
export interface NoAnswer {
  readonly cause: string;
}

/** Sends one request and checks the signature of what comes back. */
export type WechatpayClient = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
) => Promise<Answer | NoAnswer>;

/** Longer than WeChat Pay usually takes; two calls, one after the other, fit into any function's own time-out. */
const TIMEOUT_MS = 4_000;

/** The library's word for an answer that lacks signature headers. */
const HEADERS_MISSING = 'EV3_RES_HEADERS_INCOMPLATE';
const SIGNATURE_HEADERS = [
  'wechatpay-timestamp',
  'wechatpay-nonce',
  'wechatpay-serial',
  'wechatpay-signature',
];

/** A client that signs with the merchant's key and tells what WeChat Pay has signed from what nobody has. */
export function openClient(config: WechatpayConfig): WechatpayClient {
  const wechatpay = new Wechatpay({
    mchid: config.mchid,
    serial: config.merchantSerial,
    privateKey: config.merchantKeyPem,
    certs: { ...config.publicKeys },
    baseURL: config.baseUrl,
    proxy: false,
    // A redirection could send the buyer's openid elsewhere; WeChat Pay has none.
    maxRedirects: 0,
    // Refusals are answers too: with every status "valid" the library checks their signature as well.
    validateStatus: () => true,
  });
  const [newestKeyId = ''] = Object.keys(config.publicKeys);
  return async (method, path, body) => {
    // The library's own time-out ends when the first byte comes; this one ends the whole request.
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const answer = await wechatpay.client.request(path, method, body, {
        signal,
        // Names the key that the answer shall be signed with, which public-key mode demands.
        headers: { 'Wechatpay-Serial': newestKeyId },
      });
      return answerOf(answer, true);
    } catch (error) {
      if (signal.aborted) return { cause: 'TIMEOUT' };
      return unsignedRefusal(error) ?? { cause: causeOf(error) };
    }
  };
}

interface HttpAnswer {
  readonly status: number;
  readonly data?: unknown;
  readonly headers?: unknown;
}

function answerOf({ status, data, headers }: HttpAnswer, signed: boolean): Answer {
  const requestNo = /-(\d+)$/.exec(headerOf(headers, 'request-id') ?? '')?.[1] ?? null;
  return { signed, status, body: data, requestNo };
}

/** WeChat Pay leaves some refusals unsigned. One with a part of a signature was cut by somebody, and is none. */
function unsignedRefusal(error: unknown): Answer | null {
  if (!(error instanceof Error) || codeOf(error) !== HEADERS_MISSING) return null;
  const response: HttpAnswer | undefined = Reflect.get(error, 'response');
  if (!response || response.status < 400 || response.status >= 500) return null;
  if (SIGNATURE_HEADERS.some((name) => headerOf(response.headers, name) !== undefined)) return null;
  return answerOf({ ...response, data: jsonIn(response.data) }, false);
}

function headerOf(headers: unknown, name: string): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const value: unknown = Reflect.get(headers, name);
  return typeof value === 'string' ? value : undefined;
}

/** The library parses only what it has verified. */
function jsonIn(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** Such as `ECONNRESET` or `EV3_RES_HEADER_SIGNATURE_DIGEST`. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return codeOf(error) ?? error.name;
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
