import { rfc3339Time } from '../../channels/times.ts';
import type { Sealed } from '../sealing.ts';

/** Events of https://pay.weixin.qq.com/doc/v3/merchant/4012587953 and the pages beside it. */
export const events = {
  'PAYSCORE.USER_OPEN_SERVICE': { original: 'payscore', summary: '用户开启服务' },
  'PAYSCORE.USER_CLOSE_SERVICE': { original: 'payscore', summary: '用户关闭服务' },
  'PAYSCORE.USER_CONFIRM': { original: 'payscore', summary: '用户确认订单' },
  'PAYSCORE.USER_PAID': { original: 'payscore', summary: '支付成功' },
  'REFUND.SUCCESS': { original: 'refund', summary: '退款成功' },
  'REFUND.CLOSED': { original: 'refund', summary: '退款关闭' },
  'REFUND.ABNORMAL': { original: 'refund', summary: '退款异常' },
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

/** The body of a callback, around its sealed resource. https://pay.weixin.qq.com/doc/v3/merchant/4012071382 */
export function envelopeOf(event: CallbackEvent, resource: Sealed): Buffer {
  const { original, summary } = events[event.type];
  return Buffer.from(
    JSON.stringify({
      id: event.id,
      create_time: rfc3339Time(event.createdAtMs),
      event_type: event.type,
      resource_type: 'encrypt-resource',
      summary,
      resource: { original_type: original, ...resource },
    }),
  );
}
