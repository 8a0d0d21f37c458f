import type { ChannelRequest } from './attempt.ts';
import { effectOf } from './effects.ts';
import { type Actor, BY_TIMER, type EventType, type OrderEvent } from './events.ts';
import type { AssessmentRecord, Order } from './order.ts';

/** Whether a text can stand anywhere in it; a choice among fixed words is none. */
type HoldsText<T> = string extends T
  ? true
  : T extends Date | number | boolean | null | undefined | string
    ? false
    : T extends readonly (infer Item)[]
      ? HoldsText<Item>
      : { [K in keyof T]: HoldsText<T[K]> }[keyof T];

type TextFields<T> = { [K in keyof T]-?: true extends HoldsText<T[K]> ? K : never }[keyof T];

/** What becomes of a text: it stays, it is emptied, or of an object each of its texts is decided on. */
type Treatment<T> = T extends string
  ? 'kept' | 'emptied'
  : T extends readonly unknown[] | null
    ? 'kept'
    : 'kept' | Decisions<T>;

type Decisions<T> = { readonly [K in TextFields<T>]: Treatment<T[K]> };

type Body<T extends EventType> = Omit<Extract<OrderEvent, { type: T }>, 'type' | 'at' | 'by'>;

type EventsWithText = {
  [T in EventType]: [TextFields<Body<T>>] extends [never] ? never : T;
}[EventType];

const PARCEL = { carrier: 'emptied', trackingNo: 'emptied' } as const;

/**
 * What becomes of each text in a history when its buyer is erased: words that a person typed, and numbers that
 * lead to an address, go; codes and the channel's numbers are money facts, and stay. An event that gets a new
 * text does not compile before it is decided on here.
 */
export const TEXTS_OF_EVENTS: { readonly [T in EventsWithText]: Decisions<Body<T>> } = {
  rejected: { reasons: 'kept' },
  awaitingBuyer: { channelOrderId: 'kept' },
  accepted: { channelOrderId: 'kept' },
  cancelRequested: { reason: 'emptied' },
  cancelRefused: { code: 'kept' },
  cancelled: { reason: 'emptied' },
  shipped: { shipment: PARCEL },
  delivered: { evidence: 'emptied' },
  noticed: { notice: 'kept' },
  chargeRequested: { notice: 'kept' },
  chargePostponed: { reason: 'kept' },
  chargeRefused: { code: 'kept' },
  settled: { payment: 'kept' },
  writtenOff: { reason: 'kept' },
  lowered: { reason: 'emptied' },
  lowerRefused: { code: 'kept' },
  withdrawRefused: { code: 'kept' },
  paidElsewhereRefused: { code: 'kept' },
  paidAfterEnd: { payment: 'kept' },
  refundRequested: { refundNo: 'kept' },
  refundAccepted: { refundNo: 'kept', channelRefundId: 'kept' },
  refunded: { refundNo: 'kept', channelRefundId: 'kept' },
  refundAbnormal: { refundNo: 'kept' },
  refundFailed: { refundNo: 'kept', code: 'kept' },
  claimRequested: { items: 'kept', reason: 'emptied' },
  claimAgreed: { note: 'emptied' },
  goodsSentBack: PARCEL,
  claimDone: { note: 'emptied' },
  claimRefused: { reason: 'emptied' },
  undelivered: { reason: 'emptied' },
  reviewAsked: { note: 'emptied' },
  reviewAnswered: { note: 'emptied' },
};

/** The same for the fields of the order itself, but for those that `eraseOrder` looks into. */
const TEXTS_OF_ORDER: Decisions<Omit<Order, 'buyerId' | 'attempt' | 'history' | 'shipment'>> = {
  _id: 'kept',
  lines: 'kept',
  consent: 'kept',
  requestHash: 'emptied',
  deliveryId: 'emptied',
  channelOrderId: 'kept',
  notice: 'kept',
  payment: 'kept',
  refunds: 'kept',
  attention: 'kept',
};

/**
 * An order without anything that leads to its buyer; amounts, times, states, payments and the consent stay, and
 * its history still tells its fields. A review that nobody has answered ends here: an answer would have no reader.
 * @param buyerId the random id that takes the buyer's place
 * @param request what an open call sends instead, if its own request could hold words that a person typed
 */
export function eraseOrder(read: Order, buyerId: string, request: ChannelRequest | null, now: Date): Order {
  const order = withoutQuestion(read, now);
  const by = (actor: Actor): Actor => (actor.role === 'buyer' ? { ...actor, id: buyerId } : actor);
  const { attempt, shipment, assessment } = order;
  return {
    ...treated(order, TEXTS_OF_ORDER),
    buyerId,
    assessment: assessment && withoutPlace(assessment),
    shipment: shipment && treated(shipment, PARCEL),
    attempt: attempt && { ...attempt, by: by(attempt.by), request: request ?? attempt.request },
    history: order.history.map((event) => ({ ...withoutTexts(event), by: by(event.by) })),
  };
}

/** The refusal is kept, and nobody waits for an answer any more. */
function withoutQuestion(order: Order, at: Date): Order {
  if (order.review?.stage !== 'asked') return order;
  const kept = { type: 'reviewAnswered', at, by: BY_TIMER, approved: false, note: '' } as const;
  return {
    ...order,
    ...effectOf(kept, order),
    attention: order.attention.filter(({ code }) => code !== 'REVIEW_ASKED'),
    history: [...order.history, kept],
  };
}

/** Where the buyer stood in the rollout follows from his id, and would tell him from others. */
function withoutPlace(record: AssessmentRecord): AssessmentRecord {
  return { ...record, facts: { ...record.facts, rolloutBucket: 0, rolloutAllowed: false } };
}

function withoutTexts(event: OrderEvent): OrderEvent {
  const known: Readonly<Partial<Record<EventType, object>>> = TEXTS_OF_EVENTS;
  const bare = treated(event, known[event.type] ?? {});
  return 'assessment' in bare && bare.assessment
    ? { ...bare, assessment: withoutPlace(bare.assessment) }
    : bare;
}

function treated<T extends object>(source: T, decisions: object): T {
  const changed = Object.entries(decisions).map(([field, treatment]: [string, unknown]) => {
    const value: unknown = Reflect.get(source, field);
    if (treatment === 'emptied') return [field, ''];
    return [field, isObject(value) && isObject(treatment) ? treated(value, treatment) : value];
  });
  return { ...source, ...Object.fromEntries(changed) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
