import { createPrivateKey, createSign, createVerify } from 'node:crypto';
import { type AlipayConfig, readAlipayConfig } from '../channels/alipay/config.ts';
import type { CallbackRequest } from '../channels/channel.ts';
import { aKeyPair } from './keyPair.ts';
import { type Answer, type ScriptedServer, unsigned } from './scriptedServer.ts';

/** Alipay's own keys, with which answers and notifications are signed. */
export const ALIPAY_KEYS = aKeyPair();
/** 应用私钥 and 应用公钥: the merchant's. */
export const APP_KEYS = aKeyPair();
export const APP_ID = '2021000000000001';

const base64 = (text: string) => Buffer.from(text).toString('base64');
/** What the console shows of a key. */
const bodyOf = (pem: string) => pem.replace(/-----.*-----|\s/g, '');
const { p, q } = createPrivateKey(APP_KEYS.privateKey).export({ format: 'jwk' });

/** A complete environment, with what a test wants otherwise. */
export function alipayEnvironment(
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  return {
    ALIPAY_APP_ID: APP_ID,
    ALIPAY_APP_KEY: `${p}.${q}`,
    ALIPAY_PUBLIC_KEY: bodyOf(ALIPAY_KEYS.publicKey),
    ALIPAY_SERVICE_ID: '2021000000000000000000000001',
    ALIPAY_NOTIFY_URL: 'https://houfu.service.tcloudbase.com/alipay/notify',
    ...changes,
  };
}

/** What that environment says, with what a test wants otherwise. */
export function anAlipayConfig(changes: Partial<AlipayConfig> = {}): AlipayConfig {
  const file = base64(APP_KEYS.privateKey);
  return { ...readAlipayConfig(alipayEnvironment({ ALIPAY_APP_KEY: file })), ...changes };
}

/** As Alipay signs a text. https://opendocs.alipay.com/common/02mse7 */
export function signatureOf(
  text: string,
  privateKey: string = ALIPAY_KEYS.privateKey,
  algorithm: 'RSA-SHA256' | 'RSA-SHA1' = 'RSA-SHA256',
): string {
  return createSign(algorithm).update(text).sign(privateKey, 'base64');
}

export const responseName = (method: string) => `${method.replaceAll('.', '_')}_response`;

/** An answer with Alipay's signature over the very text of its content, slashes escaped as Alipay does. */
export function answerTo(method: string, content: object, privateKey?: string): Answer {
  return named(responseName(method), content, privateKey);
}

/** The same under a name that a test wants. */
export function named(name: string, content: object, privateKey?: string): Answer {
  const text = JSON.stringify(content).replaceAll('/', '\\/');
  return unsigned(200, `{"${name}":${text},"sign":"${signatureOf(text, privateKey)}"}`);
}

export const SUCCESS = { code: '10000', msg: 'Success' };

/** A request as Alipay reads it: all parameters, wherever they stood. */
export interface Received {
  readonly method: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The nth request. @throws Error if the app has not signed it */
export function requestAt(server: ScriptedServer, index: number): Received {
  const { url = '', body = '' } = server.asked[index] ?? {};
  return received([...new URL(url, 'http://x').searchParams, ...new URLSearchParams(body)]);
}

/** The same of what opens a page. */
export function requestIn(signStr: string): Received {
  return received([...new URLSearchParams(signStr)]);
}

function received(entries: readonly (readonly [string, string])[]): Received {
  const { sign = '', ...parameters } = Object.fromEntries(entries);
  const text = Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const verifier = createVerify('RSA-SHA256').update(text);
  if (!verifier.verify(APP_KEYS.publicKey, sign, 'base64')) throw new Error('not signed by the app');
  const content: Received['content'] = JSON.parse(parameters['biz_content'] ?? '{}');
  return { method: parameters['method'] ?? '', content, parameters };
}

type Fields = Readonly<Record<string, string>>;

/** The text over which a notification is signed: empty fields count for nothing. */
export function signedText(fields: Fields, ...without: readonly string[]): string {
  return Object.entries(fields)
    .filter(([name, value]) => value !== '' && name !== 'sign' && !without.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** A message of 蚂蚁消息, but for its signature. */
export function aMessage(event: string, content: object, at: Date): Record<string, string> {
  return {
    app_id: APP_ID,
    notify_id: '2026030100000000000000000000000001',
    msg_method: `zhima.credit.payafteruse.${event}.changed`,
    biz_content: JSON.stringify(content),
    utc_timestamp: String(at.getTime()),
    charset: 'UTF-8',
    version: '1.1',
    sign_type: 'RSA2',
  };
}

/** What is told of a debit, but for its signature. */
export function tradeNews(): Record<string, string> {
  return {
    app_id: APP_ID,
    notify_id: '2026030100222000000000000000000002',
    notify_type: 'trade_status_sync',
    notify_time: '2026-03-01 10:00:00',
    charset: 'utf-8',
    version: '1.0',
    trade_no: '2026030122001400001234567890',
    out_trade_no: 'ZMCB99202603010000000000000001',
    trade_status: 'TRADE_SUCCESS',
    subject: '先用后付扣款',
    total_amount: '168.00',
    sign_type: 'RSA2',
  };
}

/** The fields with Alipay's signature, as they are posted. */
export function posted(
  fields: Fields,
  sign: string = signatureOf(signedText(fields, 'sign_type')),
  path = '/alipay/notify',
): CallbackRequest {
  return { path, headers: {}, rawBody: new URLSearchParams({ ...fields, sign }).toString() };
}
