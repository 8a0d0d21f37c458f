import type { Policy } from '../policy.ts';
import type { OrderEvent } from './events.ts';
import type { Order } from './order.ts';
import { plan } from './plan.ts';
import { NOTHING_KNOWN } from './transition.ts';

/** What a new order is made of; everything else starts empty. */
export type OrderDraft = Pick<
  Order,
  | '_id'
  | 'buyerId'
  | 'channel'
  | 'lines'
  | 'amountFen'
  | 'consent'
  | 'requestHash'
  | 'deliveryId'
  | 'createdAt'
>;

/** A priced order with its consent, nothing held. */
export function newOrder(draft: OrderDraft, policy: Policy): Order {
  const created: OrderEvent = {
    type: 'created',
    at: draft.createdAt,
    by: { role: 'buyer', id: draft.buyerId },
    amountFen: draft.amountFen,
  };
  const facts = { ...NOTHING_KNOWN, state: 'created', createdAt: draft.createdAt } as const;
  return {
    ...draft,
    ...facts,
    version: 1,
    payableFen: draft.amountFen,
    agreed: { chargeAfterReceiptDays: policy.charge.afterReceiptDays, policyVersion: policy.version },
    assessment: null,
    review: null,
    channelOrderId: null,
    attention: [],
    next: plan(facts, policy),
    history: [created],
  };
}
