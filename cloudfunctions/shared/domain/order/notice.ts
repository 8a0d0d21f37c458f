import { after, HOUR_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Notice, Order } from './order.ts';

/** The shortest time that a notice in the app stands before a charge; a policy can only lengthen it. */
export const SHORTEST_NOTICE_MS = 72 * HOUR_MS;

/**
 * The notice that is given now for this order: the charge comes at the agreed day, but never before the
 * notice has stood long enough.
 */
export function noticeNow(order: Pick<Order, 'payableFen' | 'chargeAt'>, now: Date, policy: Policy): Notice {
  const earliest = after(now, Math.max(policy.charge.noticeHours * HOUR_MS, SHORTEST_NOTICE_MS));
  const chargeAt = order.chargeAt && order.chargeAt > earliest ? order.chargeAt : earliest;
  return { amountFen: order.payableFen, chargeAt, at: now, via: 'inApp' };
}

/** The buyer's own tap on 立即支付, which shows amount and time, counts as the notice. */
export function noticeByPayNow(amountFen: number, now: Date): Notice {
  return { amountFen, chargeAt: now, at: now, via: 'payNow' };
}

/**
 * Whether an automatic charge may rest on the order's notice now: it named this amount and this time, it has
 * stood long enough, and the charge is not much later than it said.
 */
export function noticeAllowsCharge(
  order: Pick<Order, 'payableFen' | 'chargeAt' | 'notice'>,
  now: Date,
  policy: Policy,
): boolean {
  const { notice, chargeAt } = order;
  if (!notice || !chargeAt || notice.via !== 'inApp') return false;
  const sameCharge =
    notice.amountFen === order.payableFen && notice.chargeAt.getTime() === chargeAt.getTime();
  const stoodLongEnough =
    now >= after(notice.at, Math.max(policy.charge.noticeHours * HOUR_MS, SHORTEST_NOTICE_MS));
  return sameCharge && stoodLongEnough && now >= chargeAt && !noticeIsVoid(notice, now, policy);
}

/** Whether the time that the notice told has passed for so long that it no longer counts. */
export function noticeIsVoid(notice: Notice, now: Date, policy: Policy): boolean {
  return now >= after(notice.chargeAt, policy.charge.noticeVoidAfterHours * HOUR_MS);
}
