import { after, DAY_MS, HOUR_MS } from '../domain/duration.ts';
import { type Actor, BY_CHANNEL, BY_TIMER, type OrderEvent } from '../domain/order/events.ts';
import { chargeNoticeText } from '../domain/order/noticeText.ts';
import type { Order } from '../domain/order/order.ts';
import type { OrderState } from '../domain/order/states.ts';
import { type Bookkeeping, transition } from '../domain/order/transition.ts';
import type { Policy } from '../domain/policy.ts';
import { anAssessment, anOrder, aPayment, aPolicy, BUYER, T0 } from './builders.ts';
import { applied, matches } from './interpreter.ts';

export { BY_CHANNEL, BY_TIMER };
export const BY_BUYER: Actor = { role: 'buyer', id: BUYER };
export const BY_OPERATOR: Actor = { role: 'operator', id: 'S001' };

/** Lets an event happen to an order, by the very write that the database would get. @throws Error if it may not */
export function happened(
  order: Order,
  event: OrderEvent,
  policy: Policy = aPolicy(),
  bookkeeping: Bookkeeping = {},
): Order {
  const write = transition({ orderId: order._id, event, facts: order, bookkeeping }, policy);
  if (!matches(order, write.filter)) throw new Error(`${event.type} may not happen in ${order.state}`);
  return applied(order, write);
}

/** An order after these events, one after the other. */
export function lived(events: readonly OrderEvent[], start: Order = anOrder(), policy?: Policy): Order {
  return events.reduce((order, event) => happened(order, event, policy), start);
}

const day = (days: number) => after(T0, days * DAY_MS);
const RECEIVED_AT = day(3);
export const CHARGE_AT = day(10);

const approved: OrderEvent = { type: 'approved', at: T0, by: BY_BUYER, assessment: anAssessment() };
const accepted: OrderEvent = {
  type: 'accepted',
  at: after(T0, HOUR_MS),
  by: BY_CHANNEL,
  channelOrderId: 'wx-1',
};
const shipped: OrderEvent = {
  type: 'shipped',
  at: day(1),
  by: BY_OPERATOR,
  shipment: { carrier: '顺丰速运', trackingNo: 'SF1', shippedAt: day(1) },
};
const received: OrderEvent = { type: 'received', at: RECEIVED_AT, by: BY_BUYER, chargeAt: CHARGE_AT };
const notice = {
  amountFen: 16_800,
  chargeAt: CHARGE_AT,
  at: day(6),
  via: 'inApp',
  text: chargeNoticeText(16_800, CHARGE_AT),
} as const;
const noticed: OrderEvent = { type: 'noticed', at: day(6), by: BY_TIMER, notice };
const chargeRequested: OrderEvent = {
  type: 'chargeRequested',
  at: CHARGE_AT,
  by: BY_TIMER,
  amountFen: 16_800,
  notice,
};
const collecting: OrderEvent = {
  type: 'collecting',
  at: CHARGE_AT,
  by: BY_CHANNEL,
  amountFen: 16_800,
  since: CHARGE_AT,
  dueAt: day(13),
};
const overdue: OrderEvent = { type: 'overdue', at: day(13), by: BY_TIMER };
const settled: OrderEvent = { type: 'settled', at: CHARGE_AT, by: BY_CHANNEL, payment: aPayment() };

const toReceived = [approved, accepted, shipped, received, noticed];
const toSettling = [...toReceived, chargeRequested, collecting];

/** An ordinary life up to each state. `returned` has no events yet. */
export const LIVES: Readonly<Record<Exclude<OrderState, 'returned'>, readonly OrderEvent[]>> = {
  created: [],
  approved: [approved],
  accepted: [approved, accepted],
  shipped: [approved, accepted, shipped],
  received: toReceived,
  settling: toSettling,
  overdue: [...toSettling, overdue],
  settled: [...toSettling, settled],
  rejected: [
    {
      type: 'rejected',
      at: T0,
      by: BY_BUYER,
      assessment: anAssessment({ decision: 'rejected', reasons: ['LIMIT_EXCEEDED'], points: 0 }),
      reasons: ['LIMIT_EXCEEDED'],
    },
  ],
  cancelled: [approved, accepted, { type: 'cancelled', at: day(1), by: BY_CHANNEL, reason: 'requested' }],
  writtenOff: [...toSettling, { type: 'writtenOff', at: day(11), by: BY_CHANNEL, reason: 'closedByChannel' }],
};

/** An order that came to this state in the ordinary way, with what a test wants otherwise. */
export function orderIn(state: OrderState, changes: Partial<Order> = {}): Order {
  const order = state === 'returned' ? { ...lived(LIVES.shipped), state } : lived(LIVES[state]);
  return { ...order, ...changes };
}
