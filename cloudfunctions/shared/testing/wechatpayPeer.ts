import { createCipheriv, createSign, randomBytes } from 'node:crypto';
import type { CallbackRequest } from '../channels/channel.ts';
import { readWechatpayConfig, type WechatpayConfig } from '../channels/wechatpay/config.ts';
import { aKeyPair } from './keyPair.ts';
import type { Answer } from './scriptedServer.ts';

/** The key that answers and callbacks are signed with, as configured here. */
export const PEER_KEY_ID = 'PUB_KEY_ID_0001';
export const API_V3_KEY = 'k'.repeat(32);
export const API_V2_KEY = '2'.repeat(32);
/** The number of the certificate that goes with the merchant's key. */
export const MERCHANT_SERIAL = '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C';

export const PEER_KEYS = aKeyPair();
export const MERCHANT_KEYS = aKeyPair();

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A complete environment, with what a test wants otherwise. */
export function wechatpayEnvironment(
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  return {
    WECHATPAY_MCHID: '1900000001',
    WECHATPAY_APPID: 'wx0000000000000001',
    WECHATPAY_SERVICE_ID: '00002000000000000000000000000001',
    WECHATPAY_MERCHANT_SERIAL: MERCHANT_SERIAL,
    WECHATPAY_MERCHANT_KEY: base64(MERCHANT_KEYS.privateKey),
    WECHATPAY_PUBLIC_KEYS: `${PEER_KEY_ID}=${base64(PEER_KEYS.publicKey)}`,
    WECHATPAY_APIV3_KEY: API_V3_KEY,
    WECHATPAY_APIV2_KEY: API_V2_KEY,
    WECHATPAY_CALLBACK_URL: 'https://houfu.service.tcloudbase.com/wechatpay/callback',
    WECHATPAY_MODE: 'authoriseOnce',
    ...changes,
  };
}

/** What that environment says, with what a test wants otherwise. */
export function aWechatpayConfig(changes: Partial<WechatpayConfig> = {}): WechatpayConfig {
  return { ...readWechatpayConfig(wechatpayEnvironment()), ...changes };
}

/** Who an answer or a callback to that merchant is for. */
export const PARTIES = {
  mchid: '1900000001',
  appid: 'wx0000000000000001',
  service_id: '00002000000000000000000000000001',
};

function signatureOf(message: string, privateKey: string = PEER_KEYS.privateKey): string {
  return createSign('RSA-SHA256').update(message).sign(privateKey, 'base64');
}

/** The headers of a body that WeChat Pay has signed. https://pay.weixin.qq.com/doc/v3/merchant/4013053420 */
export function signedHeaders(body: string, at: Date, privateKey?: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const nonce = randomBytes(16).toString('hex');
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': PEER_KEY_ID,
    'wechatpay-signature': signatureOf(`${timestamp}\n${nonce}\n${body}\n`, privateKey),
  };
}

/** An answer with WeChat Pay's signature. */
export function signed(status: number, content: object | '', privateKey?: string): Answer {
  const body = content === '' ? '' : JSON.stringify(content);
  return { status, body, headers: signedHeaders(body, new Date(), privateKey) };
}

/** The body of a callback: its content encrypted as WeChat Pay does. */
export function envelope(
  eventType: string,
  content: unknown,
  key: string = API_V3_KEY,
  associatedData = 'payscore',
): string {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associatedData));
  const encrypted = [cipher.update(JSON.stringify(content), 'utf8'), cipher.final()];
  const ciphertext = Buffer.concat([...encrypted, cipher.getAuthTag()]).toString('base64');
  return JSON.stringify({
    id: 'EV-1',
    create_time: '2026-03-01T10:00:00+08:00',
    event_type: eventType,
    resource_type: 'encrypt-resource',
    resource: { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: associatedData },
  });
}

/** A callback, complete and well signed. */
export function aCallback(eventType: string, content: unknown, at: Date): CallbackRequest {
  const rawBody = envelope(eventType, content);
  return { path: '/wechatpay/callback', headers: signedHeaders(rawBody, at), rawBody };
}
