import { type ClaimEvent, effectOnClaim, isClaimEvent } from './claimEffects.ts';
import { effectOnCollection } from './collectionEffects.ts';
import { type Before, duty, type Effect } from './effect.ts';
import type { OrderEvent } from './events.ts';
import { effectOnRefunds, isRefundEvent, type RefundEvent } from './refundEffects.ts';

/**
 * What one event does to an order. The only place where an event becomes a change: the database write and
 * the replay of a history both use it.
 */
export function effectOf(event: OrderEvent, before: Before): Effect {
  if (isRefundEvent(event)) return effectOnRefunds(event, before.refunds);
  return isClaimEvent(event) ? effectOnClaim(event, before) : effectOnLife(event, before);
}

function effectOnLife(event: Exclude<OrderEvent, RefundEvent | ClaimEvent>, before: Before): Effect {
  switch (event.type) {
    case 'created':
      return { state: 'created', payableFen: event.amountFen };
    case 'approved':
      return { state: 'approved', assessment: event.assessment, approvedAt: event.at };
    case 'rejected':
      return {
        state: 'rejected',
        attempt: null,
        payableFen: 0,
        accountDuty: duty('release', event.at),
        ...(event.assessment ? { assessment: event.assessment } : {}),
      };
    case 'awaitingBuyer':
      return { channelOrderId: event.channelOrderId, attempt: null };
    case 'accepted':
      return { state: 'accepted', channelOrderId: event.channelOrderId, acceptedAt: event.at, attempt: null };
    case 'cancelRequested':
      return {};
    case 'cancelRefused':
      return { attempt: null, cancelRefusedAt: event.at };
    case 'cancelled':
      return { state: 'cancelled', attempt: null, payableFen: 0, accountDuty: duty('release', event.at) };
    case 'endedAtChannel':
      return { attempt: null, withdrawRefusedAt: null };
    case 'shipped':
      return { state: 'shipped', shipment: event.shipment };
    case 'delivered':
      return { deliveredAt: event.deliveredAt };
    case 'receiptAsked':
      return { receiptAskedAt: event.at };
    case 'received':
      return { state: 'received', receivedAt: event.at, chargeAt: event.chargeAt };
    case 'reviewAsked':
      return { review: { stage: 'asked', at: event.at } };
    case 'reviewAnswered':
      return {
        review: { stage: event.approved ? 'approved' : 'kept', at: event.at },
        ...(event.approved ? { accountDuty: duty('allow', event.at) } : {}),
      };
    default:
      return effectOnCollection(event, before);
  }
}
