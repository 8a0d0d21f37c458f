import { describe, expect, it } from 'vitest';
import { anAccount, later, T0 } from '../../testing/builders.ts';
import type { Authorisation } from './account.ts';
import { type AccountFacts, planAccount } from './plan.ts';

const HOUR_MS = 3_600_000;
const now = later(T0, 24 * HOUR_MS);
const given = (state: Authorisation['state'], since = T0): Authorisation => ({
  channel: 'wechatpay',
  code: 'code-1',
  state,
  since,
});
const planned = (changes: Partial<AccountFacts>) =>
  planAccount({ ...anAccount(), state: 'closed', unaccepted: false, ...changes }, now);

describe('what time does to an account', () => {
  it('is nothing while it is open', () => {
    expect(planned({ state: 'open', unaccepted: true })).toBeNull();
  });

  it('that was closed: first what was not accepted is cancelled, at once', () => {
    const next = { at: now, action: 'cancelUnaccepted', tries: 0 };
    expect(planned({ unaccepted: true, runningOrders: 2 })).toEqual(next);
    expect(planned({ unaccepted: true, authorisation: null })).toEqual(next);
  });

  it('that was closed: then the authorisation is ended, at once if nothing runs', () => {
    expect(planned({})).toEqual({ at: now, action: 'endAuthorisation', tries: 0 });
  });

  it('that was closed with orders running: they are looked at daily', () => {
    expect(planned({ runningOrders: 1 })).toEqual({
      at: later(now, 24 * HOUR_MS),
      action: 'endAuthorisation',
      tries: 0,
    });
  });

  it('that was closed before the buyer had agreed: as long as he still can, it waits', () => {
    const since = later(now, -HOUR_MS);
    expect(planned({ authorisation: given('pending', since) })?.at).toEqual(later(now, HOUR_MS));
    expect(planned({ authorisation: given('pending', later(now, -2 * HOUR_MS)) })?.at).toEqual(now);
  });

  it.each([null, given('ended')])('is nothing once there is no authorisation: %j', (authorisation) => {
    expect(planned({ authorisation })).toBeNull();
    expect(planned({ authorisation, runningOrders: 1 })).toBeNull();
  });

  it('that is being erased waits until the call that erases has surely ended', () => {
    expect(planned({ state: 'erasing' })).toEqual({
      at: later(now, 120_000),
      action: 'erase',
      tries: 0,
    });
  });
});
