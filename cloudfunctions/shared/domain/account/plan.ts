import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../duration.ts';
import type { AccountNext, CreditAccount } from './account.ts';

/**
 * Until when a buyer may still agree on a page that was given to him; WeChat Pay's is good for an hour,
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-auth/apply-permissions.html
 */
export const PAGE_GOOD_FOR_MS = 2 * HOUR_MS;

/** Longer than the call that erases can last: the timer goes on only where that call has ended. */
const ERASING_LEASE_MS = 2 * MINUTE_MS;

/**
 * With the timer's ever longer pauses these are about four days for a closed account, and an hour for one that
 * is being erased, whose openid waits for nothing else.
 */
const MOST_TRIES = { closed: 20, erasing: 5 };

/** What of an account decides what time will do to it. */
export type AccountFacts = Pick<CreditAccount, 'state' | 'authorisation' | 'runningOrders'> & {
  /** Whether there may be orders left that the channel's buyer has not accepted yet. */
  readonly unaccepted: boolean;
};

/**
 * What time does next to an account, or null. An open one waits for nothing. One that was closed first has its
 * unaccepted orders cancelled, and then, when nothing runs any more, the channel's authorisation ended.
 */
export function planAccount(facts: AccountFacts, now: Date): AccountNext | null {
  const { state, authorisation, runningOrders } = facts;
  if (state === 'open') return null;
  if (state === 'erasing') return { at: after(now, ERASING_LEASE_MS), action: 'erase', tries: 0 };
  if (facts.unaccepted) return { at: now, action: 'cancelUnaccepted', tries: 0 };
  if (!authorisation || authorisation.state === 'ended') return null;
  // The end of the last one brings this forward; looking daily makes it certain.
  if (runningOrders > 0) return { at: after(now, DAY_MS), action: 'endAuthorisation', tries: 0 };
  const pageEndsAt = after(authorisation.since, PAGE_GOOD_FOR_MS);
  const waits = authorisation.state === 'pending' && pageEndsAt > now;
  return { at: waits ? pageEndsAt : now, action: 'endAuthorisation', tries: 0 };
}

/** Whether the channel was asked so often to end an authorisation that only the buyer can end it now. */
export function triedLongEnough({ state, next }: Pick<CreditAccount, 'state' | 'next'>): boolean {
  return next !== null && next.tries >= (state === 'erasing' ? MOST_TRIES.erasing : MOST_TRIES.closed);
}
