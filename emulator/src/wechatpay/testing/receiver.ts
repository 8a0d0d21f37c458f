import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';

import type { SentCallback } from '../../channels/testing/start.ts';
import { credentials } from './credentials.ts';

export interface ReceivedCallback {
  readonly id: string;
  readonly type: string;
  readonly url: string;
  readonly associatedData: string;
  readonly atMs: number;
  readonly serial: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** What a careful merchant does with a callback: verify the raw bytes, then decrypt. By the public SDK only. */
export function openCallback(
  environment: Readonly<Record<string, string>>,
  sent: SentCallback,
): ReceivedCallback | Error {
  const header = (name: string) => sent.headers[`Wechatpay-${name}`] ?? '';
  const key = credentials(environment).keys[header('Serial')];
  if (!key) return new Error('unknown serial');
  const text = Formatter.response(header('Timestamp'), header('Nonce'), sent.body.toString());
  if (!Rsa.verify(text, header('Signature'), key)) return new Error('bad signature');
  const ageSeconds = Date.now() / 1000 - Number(header('Timestamp'));
  if (Math.abs(ageSeconds) > 300) return new Error('stale timestamp');
  const { id, event_type: type, resource } = JSON.parse(sent.body.toString());
  const { ciphertext, nonce, associated_data: associatedData } = resource;
  const apiV3Key = environment['WECHATPAY_APIV3_KEY'] ?? '';
  try {
    const plain = Aes.AesGcm.decrypt(ciphertext, apiV3Key, nonce, associatedData);
    const opened = { id, type, url: sent.url, associatedData, atMs: Date.now(), serial: header('Serial') };
    return { ...opened, resource: JSON.parse(plain) };
  } catch {
    return new Error('cannot be decrypted');
  }
}
