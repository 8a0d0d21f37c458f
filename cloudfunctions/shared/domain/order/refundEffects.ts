import type { Effect } from './effect.ts';
import type { OrderEvent } from './events.ts';
import type { Refund } from './order.ts';

const REFUND_EVENTS = [
  'paidAfterEnd',
  'refundRequested',
  'refundAccepted',
  'refunded',
  'refundAbnormal',
  'refundFailed',
] as const;

/** Money that goes back, and the money after the end that must. */
export type RefundEvent = Extract<OrderEvent, { type: (typeof REFUND_EVENTS)[number] }>;

export function isRefundEvent(event: OrderEvent): event is RefundEvent {
  return (REFUND_EVENTS as readonly string[]).includes(event.type);
}

export function effectOnRefunds(event: RefundEvent, refunds: readonly Refund[]): Effect {
  const inStage = (refundNo: string, stage: Refund['stage'], told: Partial<Refund> = {}): Effect => {
    const known = refunds.find((one) => one.refundNo === refundNo);
    return {
      // The first that is heard of it is the answer to the open call.
      ...(known?.stage === 'requested' ? { attempt: null } : {}),
      refunds: refunds.map((one) => (one === known ? { ...one, ...told, stage } : one)),
    };
  };
  switch (event.type) {
    case 'paidAfterEnd':
      return { attempt: null, payment: event.payment };
    case 'refundRequested': {
      const { refundNo, amountFen, at } = event;
      return {
        refunds: [
          ...refunds,
          { refundNo, channelRefundId: null, amountFen, requestedAt: at, stage: 'requested' },
        ],
      };
    }
    case 'refundAccepted':
      return inStage(event.refundNo, 'processing', { channelRefundId: event.channelRefundId });
    case 'refunded':
      return inStage(event.refundNo, 'refunded', { channelRefundId: event.channelRefundId });
    case 'refundAbnormal':
      return inStage(event.refundNo, 'abnormal');
    case 'refundFailed':
      return inStage(event.refundNo, 'failed');
  }
}
