import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';

import { credentials } from './credentials.ts';

export interface ReceivedCallback {
  readonly id: string;
  readonly type: string;
  readonly url: string;
  readonly associatedData: string;
  readonly atMs: number;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** What a careful merchant does with a callback: verify the raw bytes, then decrypt. By the public SDK only. */
export function openCallback(
  environment: Readonly<Record<string, string>>,
  sent: { readonly url: string; readonly headers: Record<string, string>; readonly body: Buffer },
): ReceivedCallback | Error {
  const header = (name: string) => sent.headers[`Wechatpay-${name}`] ?? '';
  const key = credentials(environment).keys[header('Serial')];
  if (!key) return new Error('unknown serial');
  const text = Formatter.response(header('Timestamp'), header('Nonce'), sent.body.toString());
  if (!Rsa.verify(text, header('Signature'), key)) return new Error('bad signature');
  const { id, event_type: type, resource } = JSON.parse(sent.body.toString());
  const { ciphertext, nonce, associated_data: associatedData } = resource;
  const plain = Aes.AesGcm.decrypt(
    ciphertext,
    environment['WECHATPAY_APIV3_KEY'] ?? '',
    nonce,
    associatedData,
  );
  return { id, type, url: sent.url, associatedData, atMs: Date.now(), resource: JSON.parse(plain) };
}
