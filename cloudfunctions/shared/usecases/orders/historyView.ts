import type { HistoryEntry } from '../../contract/merchantViews.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';

/** Everything that happened to an order, with the money and the words of each event, oldest first. */
export function historyOf({ history }: Order): readonly HistoryEntry[] {
  return history.map((event) => ({
    type: event.type,
    at: event.at,
    role: event.by.role,
    staffNo: event.by.role === 'operator' ? event.by.id : null,
    amountFen: amountIn(event),
    note: noteIn(event),
  }));
}

function amountIn(event: OrderEvent): number | null {
  if ('amountFen' in event) return event.amountFen;
  if ('payableFen' in event) return event.payableFen;
  if ('payment' in event) return event.payment.paidFen;
  return event.type === 'noticed' ? event.notice.amountFen : null;
}

function noteIn(event: OrderEvent): string {
  switch (event.type) {
    case 'shipped':
      return `${event.shipment.carrier} ${event.shipment.trackingNo}`;
    case 'goodsSentBack':
      return `${event.carrier} ${event.trackingNo}`;
    case 'delivered':
      return event.evidence;
    case 'noticed':
      return event.notice.text;
    // Our own words for the log, not for people.
    case 'chargePostponed':
      return '';
    default:
      return wordsIn(event);
  }
}

/** What somebody gave as a reason, or said with an answer; of a channel's refusal, its code. */
function wordsIn(event: OrderEvent): string {
  if ('reason' in event) return event.reason;
  if ('note' in event) return event.note;
  return 'code' in event ? event.code : '';
}
