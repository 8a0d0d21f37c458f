import { STATE_NAMES } from '../copy/common';
import { ORDER, SENTENCES } from '../copy/order';
import { claimInWords } from '../copy/orders';
import type { OrderAnswer } from './answers';
import { type Tone, toneOf } from './orderCard';
import { comingUp } from './upcoming';

/** What of an order cannot wait, in the server's very words where it has some. */
interface Alert {
  readonly text: string;
  readonly urgent: boolean;
}

export interface OrderHead {
  readonly state: string;
  readonly tone: Tone;
  readonly sentence: string;
  /** What comes next by itself, with its day. */
  readonly next: readonly string[];
  readonly alerts: readonly Alert[];
  readonly pending: boolean;
  readonly refused: boolean;
}

export function orderHead(order: OrderAnswer, now: Date): OrderHead {
  const { state, claim } = order;
  return {
    state: STATE_NAMES[state],
    tone: toneOf(state),
    sentence: claim?.deadline ? claimInWords(claim) : SENTENCES[state],
    next: comingUp({ ...order, upcoming: order.upcoming.filter(isNews(order)) }, now),
    alerts: alertsOf(order),
    pending: order.pending,
    refused: order.refusal !== null,
  };
}

/** Messages that will come are for the timeline; a notice that stands says itself when the charge comes. */
function isNews(order: OrderAnswer): (upcoming: OrderAnswer['upcoming'][number]) => boolean {
  const told = standingNotice(order) !== null;
  return ({ action }) => action !== 'giveNotice' && action !== 'remind' && !(told && action === 'charge');
}

/** Once the charge has begun, a notice is evidence and no news. */
function standingNotice({ notice, state }: OrderAnswer): OrderAnswer['notice'] {
  return state === 'received' ? notice : null;
}

function alertsOf(order: OrderAnswer): readonly Alert[] {
  const { reminder, receiptAsked } = order;
  const notice = standingNotice(order);
  return [
    ...(reminder ? [{ text: reminder.text, urgent: true }] : []),
    ...(notice ? [{ text: notice.text, urgent: false }] : []),
    ...(receiptAsked ? [{ text: ORDER.receiptAsked, urgent: false }] : []),
  ];
}
