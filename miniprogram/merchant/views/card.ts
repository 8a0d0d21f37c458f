import type { OrderState } from '../../../cloudfunctions/shared/domain/order/states.ts';
import { formatFen, spokenFen } from '../../format/money';
import { formatMoment } from '../../format/time';
import { channelOf } from '../../views/channel';
import { type Tone, toneOf } from '../../views/orderCard';
import { lastTimeOf } from '../../views/orderTimeline';
import { MERCHANT_STATES } from '../copy/merchant';
import { CARD } from '../copy/orders';
import { amountOf, isAboutMoney } from './amount';
import type { ListedOrder } from './answers';
import { attentionOf } from './attention';
import { claimInWords, deadlineOf } from './claim';

/** An order in the merchant's list. */
export interface Card {
  readonly orderId: string;
  readonly state: string;
  readonly tone: Tone;
  readonly title: string;
  readonly pictureUrl: string;
  readonly goods: string;
  readonly pieces: string;
  /** Its channel, where that is not the usual one; else empty. */
  readonly channel: string;
  readonly amount: string;
  /** Whether that is to be paid, or was. */
  readonly counts: boolean;
  /** Since when it stands where it stands. */
  readonly since: string;
  /** When the money comes; empty where it is too early to say, or over. */
  readonly due: string;
  /** What waits for the merchant's people. */
  readonly asks: readonly string[];
  readonly spoken: string;
}

export function cardOf(order: ListedOrder, now: Date): Card {
  const { orderId, state, lines } = order;
  const [first] = lines;
  const { tag } = channelOf(order);
  const title = first?.title ?? '';
  const goods = lines.length > 1 ? CARD.severalLines(title, lines.length) : title;
  return {
    orderId,
    state: MERCHANT_STATES[state],
    tone: toneOf(state),
    title,
    pictureUrl: first?.pictureUrl ?? '',
    goods,
    pieces: CARD.pieces(lines.reduce((sum, { quantity }) => sum + quantity, 0)),
    channel: tag,
    amount: amountOf(order, formatFen),
    counts: isAboutMoney(order),
    since: sinceOf(order, now),
    due: dueOf(order, (iso) => formatMoment(iso, now)),
    asks: asksOf(order, now),
    spoken: CARD.spoken(MERCHANT_STATES[state], goods, tag, amountOf(order, spokenFen)),
  };
}

function dueOf(order: ListedOrder, when: (iso: string) => string): string {
  const { state, claim, payBy, chargeAt, dueAt } = order;
  // As long as it is open nothing is due, and what is asked says so.
  if (claim?.deadline) return '';
  if (state === 'overdue' && dueAt) return CARD.due.overdue(when(dueAt));
  if (state === 'settling') return CARD.due.collecting(channelOf(order).name);
  if (state !== 'received') return '';
  if (payBy) return CARD.due.payBy(when(payBy));
  return chargeAt ? CARD.due.charge(when(chargeAt)) : '';
}

function asksOf(order: ListedOrder, now: Date): readonly string[] {
  const { claim, refusal, attention, channel } = order;
  const claimed = claim?.deadline ? [claimInWords(claim), deadlineOf(claim, now)] : [];
  const review = refusal?.review?.stage === 'asked' ? [CARD.review(refusal.review.note)] : [];
  // What the claim and the review say better themselves.
  const told: readonly string[] = [
    ...(claimed.length > 0 ? ['CLAIM_REQUESTED'] : []),
    ...(review.length > 0 ? ['REVIEW_ASKED'] : []),
  ];
  const others = attention.filter(({ code }) => !told.includes(code));
  return [...claimed, ...review, ...attentionOf({ attention: others, channel }).map(({ title }) => title)];
}

const { since: SINCE } = CARD;

/** The event that each state is counted from, and its words. */
const SINCES: Readonly<Record<OrderState, (order: ListedOrder, when: (iso: string) => string) => string>> = {
  created: ({ createdAt }, when) => SINCE.ordered(when(createdAt)),
  approved: ({ createdAt }, when) => SINCE.ordered(when(createdAt)),
  accepted: (order, when) => SINCE.accepted(when(lastOf(order, 'accepted'))),
  shipped: ({ deliveredAt, shipment, createdAt }, when) =>
    deliveredAt ? SINCE.delivered(when(deliveredAt)) : SINCE.shipped(when(shipment?.shippedAt ?? createdAt)),
  received: receivedSince,
  settling: receivedSince,
  overdue: receivedSince,
  settled: ({ payment, createdAt }, when) => SINCE.paid(when(payment?.paidAt ?? createdAt)),
  rejected: (order, when) => SINCE.ordered(when(order.createdAt)),
  cancelled: endedSince,
  returned: endedSince,
  writtenOff: endedSince,
};

function sinceOf(order: ListedOrder, now: Date): string {
  return SINCES[order.state](order, (iso) => formatMoment(iso, now));
}

function receivedSince({ receivedAt, createdAt }: ListedOrder, when: (iso: string) => string): string {
  return receivedAt ? SINCE.received(when(receivedAt)) : SINCE.ordered(when(createdAt));
}

function endedSince(order: ListedOrder, when: (iso: string) => string): string {
  return SINCE.ended(when(lastOf(order, order.state)));
}

/** When this event happened last; the order's beginning if it never did. */
function lastOf(order: ListedOrder, type: string): string {
  return lastTimeOf(type, order) ?? order.createdAt;
}
