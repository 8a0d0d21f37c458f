import { randomBytes, sign, verify } from 'node:crypto';
import { minuteMs, secondMs } from '../channels/times.ts';
import { Refusal } from './errors.ts';
import type { NamedKeyPair } from './keys.ts';

/** How far a request's time may be off. */
export const clockSkewMs = 5 * minuteMs;

const scheme = 'WECHATPAY2-SHA256-RSA2048';

/** A request as it came over the wire: the signature covers exactly these bytes. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly target: string;
  readonly body: Buffer;
  readonly authorization: string | undefined;
}

export interface Merchant {
  readonly mchid: string;
  readonly key: NamedKeyPair;
}

/**
 * Checks who sent a request and that nobody changed it. https://pay.weixin.qq.com/doc/v3/merchant/4014931831
 * @returns its nonce
 * @throws Refusal (`signature`) saying which check failed
 */
export function authenticate(request: SignedRequest, merchant: Merchant, nowMs: number): string {
  const { mchid, serial_no, timestamp, nonce_str, signature } = parseAuthorization(request.authorization);
  if (mchid !== merchant.mchid) throw new Refusal('signature', '商户号不存在');
  if (serial_no !== merchant.key.id) throw new Refusal('signature', '商户证书序列号有误');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowMs - Number(timestamp) * secondMs) > clockSkewMs) {
    throw new Refusal('signature', 'HTTP头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  }
  const text = signedText(request.method, request.target, timestamp, nonce_str, request.body);
  if (!verify('sha256', text, merchant.key.publicKey, Buffer.from(signature, 'base64'))) {
    throw new Refusal('signature', '签名错误，请检查后再试');
  }
  return nonce_str;
}

function parseAuthorization(header: string | undefined) {
  if (!header?.startsWith(`${scheme} `)) throw new Refusal('signature', `Authorization must be ${scheme}`);
  const found = new Map<string, string>();
  for (const [, name, value] of header.slice(scheme.length).matchAll(/([a-z_]+)="([^"]*)"/g)) {
    if (name !== undefined && value !== undefined) found.set(name, value);
  }
  const parameter = (name: string) => {
    const value = found.get(name);
    if (value) return value;
    throw new Refusal('signature', `Authorization lacks ${name}`);
  };
  return {
    mchid: parameter('mchid'),
    serial_no: parameter('serial_no'),
    timestamp: parameter('timestamp'),
    nonce_str: parameter('nonce_str'),
    signature: parameter('signature'),
  };
}

/** Longer ago than the five minutes after which a signature is taken for a replay. */
export const staleMs = 10 * minuteMs;

/** The headers by which an answer or a callback proves that it is WeChat Pay's. */
export function signatureHeaders(body: Buffer, key: NamedKeyPair, atMs: number): Record<string, string> {
  const timestamp = String(Math.floor(atMs / secondMs));
  const nonce = randomBytes(16).toString('hex');
  const signature = sign('sha256', signedText(timestamp, nonce, body), key.privateKey).toString('base64');
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': signature,
    'Wechatpay-Serial': key.id,
    'Wechatpay-Signature-Type': scheme,
  };
}

/**
 * A signature that is none: WeChat Pay sends one now and then, with callbacks and answers alike, to see whether
 * signatures are verified. A merchant must refuse it like any other bad one.
 */
export function probeSignature(): Record<string, string> {
  return { 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${randomBytes(236).toString('base64')}` };
}

function signedText(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
}
