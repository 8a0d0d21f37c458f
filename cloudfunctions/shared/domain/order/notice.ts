import { after, HOUR_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import { chargeNoticeText } from './noticeText.ts';
import type { Notice, Order } from './order.ts';

/** The shortest time that a notice in the app stands before a charge; a policy can only lengthen it. */
export const SHORTEST_NOTICE_MS = 72 * HOUR_MS;
/** The same for one that WeChat has taken to the buyer's phone as well. */
export const SHORTEST_PUSHED_NOTICE_MS = 24 * HOUR_MS;

/**
 * The notice that is given now for this order: the charge comes at the agreed day, but never before the
 * notice has stood long enough.
 */
export function noticeNow(
  order: Pick<Order, 'payableFen' | 'chargeAt'>,
  now: Date,
  policy: Policy,
  via: 'inApp' | 'pushed',
): Notice {
  const earliest = after(now, standsForMs(via, policy));
  const chargeAt = order.chargeAt && order.chargeAt > earliest ? order.chargeAt : earliest;
  return notice(order.payableFen, chargeAt, now, via);
}

/** The buyer's own tap on 立即支付, which shows amount and time, counts as the notice. */
export function noticeByPayNow(amountFen: number, now: Date): Notice {
  return notice(amountFen, now, now, 'payNow');
}

function notice(amountFen: number, chargeAt: Date, at: Date, via: Notice['via']): Notice {
  return { amountFen, chargeAt, at, via, text: chargeNoticeText(amountFen, chargeAt) };
}

/**
 * Whether an automatic charge may rest on the order's notice now: the buyer has not switched it off, it named
 * this amount and this time, it has stood long enough, and the charge is not much later than it said.
 */
export function noticeAllowsCharge(
  order: Pick<Order, 'payableFen' | 'chargeAt' | 'notice' | 'autoCharge'>,
  now: Date,
  policy: Policy,
): boolean {
  const { notice: given, chargeAt } = order;
  if (!order.autoCharge || !given || !chargeAt || given.via === 'payNow') return false;
  const sameCharge = given.amountFen === order.payableFen && given.chargeAt.getTime() === chargeAt.getTime();
  const stoodLongEnough = now >= after(given.at, standsForMs(given.via, policy));
  return sameCharge && stoodLongEnough && now >= chargeAt && !noticeIsVoid(given, now, policy);
}

function standsForMs(via: 'inApp' | 'pushed', { charge }: Policy): number {
  return via === 'pushed'
    ? Math.max(charge.pushedNoticeHours * HOUR_MS, SHORTEST_PUSHED_NOTICE_MS)
    : Math.max(charge.noticeHours * HOUR_MS, SHORTEST_NOTICE_MS);
}

/** Whether the time that the notice told has passed for so long that it no longer counts. */
export function noticeIsVoid({ chargeAt }: Notice, now: Date, policy: Policy): boolean {
  return now >= after(chargeAt, policy.charge.noticeVoidAfterHours * HOUR_MS);
}
