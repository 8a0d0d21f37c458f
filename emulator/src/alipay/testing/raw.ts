import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { privateKeyOf } from '../../channels/testing/short-key.ts';
import { plainTime } from '../../channels/times.ts';
import { signatureOf, signedText } from '../gateway/signing.ts';

type Environment = Readonly<Record<string, string>>;
type Parameters = Readonly<Record<string, string | undefined>>;

/** A request as the SDK would not send it: some parameters are others, or missing, and all are signed. */
export function signedRequest(environment: Environment, changed: Parameters): Record<string, string> {
  const parameters = valued({
    app_id: environment['ALIPAY_APP_ID'],
    method: 'alipay.trade.query',
    charset: 'utf-8',
    sign_type: 'RSA2',
    version: '1.0',
    timestamp: plainTime(Date.now()),
    biz_content: '{"out_trade_no":"nothing"}',
    ...changed,
  });
  const key = createPrivateKey(privateKeyOf(environment['ALIPAY_APP_KEY'] ?? ''));
  return { ...parameters, sign: signatureOf(signedText(parameters, 'sign'), key) };
}

function valued(parameters: Parameters): Record<string, string> {
  const entries = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

/** An answer, read by hand. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** `…_response` */
  readonly name: string;
  /** Exactly as it came. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into vendor answers of every shape
  readonly fields: any;
  readonly sign: string | undefined;
}

export async function postRaw(environment: Environment, parameters: Parameters): Promise<RawAnswer> {
  const body = new URLSearchParams(valued(parameters));
  const response = await fetch(environment['ALIPAY_GATEWAY'] ?? '', { method: 'POST', body });
  const whole = await response.text();
  const [, name = '', text = '', sign] = /^\{"(\w+)":(\{.*?\})(?:,"sign":"([^"]*)")?\}$/s.exec(whole) ?? [];
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    name,
    text,
    fields: JSON.parse(text || 'null'),
    sign,
  };
}

/** Whether Alipay's key, as the merchant knows it, has signed this text. */
export function isAlipays(environment: Environment, { text, sign = '' }: RawAnswer): boolean {
  const der = Buffer.from(environment['ALIPAY_PUBLIC_KEY'] ?? '', 'base64');
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(text), key, Buffer.from(sign, 'base64'));
}
