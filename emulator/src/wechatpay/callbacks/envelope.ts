import { createCipheriv, randomBytes } from 'node:crypto';

import { merchant } from '../merchant.ts';
import { rfc3339Time } from '../times.ts';

/** Events of https://pay.weixin.qq.com/doc/v3/merchant/4012587953 and the pages beside it. */
export const events = {
  'PAYSCORE.USER_OPEN_SERVICE': { original: 'payscore', summary: '用户开启服务' },
  'PAYSCORE.USER_CLOSE_SERVICE': { original: 'payscore', summary: '用户关闭服务' },
  'PAYSCORE.USER_CONFIRM': { original: 'payscore', summary: '用户确认订单' },
  'PAYSCORE.USER_PAID': { original: 'payscore', summary: '支付成功' },
  'REFUND.SUCCESS': { original: 'refund', summary: '退款成功' },
} as const;

export type EventType = keyof typeof events;

export interface CallbackEvent {
  readonly id: string;
  readonly type: EventType;
  readonly createdAtMs: number;
  /** What the merchant sees after decrypting. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** Authenticated but not encrypted; WeChat Pay sometimes leaves it empty. */
  readonly associatedData: string;
}

/**
 * The body of a callback: the resource sealed by AES-256-GCM under the APIv3 key, the tag at the end of the
 * ciphertext. https://pay.weixin.qq.com/doc/v3/merchant/4012071382
 */
export function sealEvent(event: CallbackEvent): Buffer {
  const { original, summary } = events[event.type];
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', merchant.apiV3Key, nonce);
  cipher.setAAD(Buffer.from(event.associatedData));
  const ciphertext = Buffer.concat([
    cipher.update(JSON.stringify(event.resource)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return Buffer.from(
    JSON.stringify({
      id: event.id,
      create_time: rfc3339Time(event.createdAtMs),
      event_type: event.type,
      resource_type: 'encrypt-resource',
      summary,
      resource: {
        original_type: original,
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext: ciphertext.toString('base64'),
        associated_data: event.associatedData,
        nonce,
      },
    }),
  );
}
