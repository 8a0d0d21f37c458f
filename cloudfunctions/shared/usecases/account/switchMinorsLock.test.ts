import { describe, expect, it } from 'vitest';
import { anAccount, aPolicy, later, T0 } from '../../testing/builders.ts';
import { CALLER, refusal, World } from '../../testing/world.ts';
import { switchMinorsLock } from './switchMinorsLock.ts';

const HOUR_MS = 3_600_000;
const lock = (world: World, on: boolean) => switchMinorsLock(world.services, CALLER, { on });

describe('the minors’ lock of an account', () => {
  it('is stored at once, and opens as much later as the policy says', async () => {
    const world = new World({ account: anAccount() });
    world.policy = aPolicy({ protection: { unlockAfterHours: 48 } });
    expect((await lock(world, true)).account.minorsLock).toEqual({ since: T0, until: null });
    expect(world.account().minorsLock).toEqual({ since: T0, until: null });
    const { account } = await lock(world, false);
    expect(account.minorsLock).toEqual({ since: T0, until: later(T0, 48 * HOUR_MS) });
    world.later(48 * HOUR_MS);
    expect((await lock(world, false)).account.minorsLock).toBeNull();
  });

  it('is there for closed accounts too, and leaves their plan alone', async () => {
    const next = { at: T0, action: 'endAuthorisation', tries: 3 } as const;
    const world = new World({ account: anAccount({ state: 'closed', closedAt: T0, next }) });
    await lock(world, true);
    expect(world.account()).toMatchObject({ state: 'closed', next, minorsLock: { since: T0 } });
  });

  it('needs an account, and none that is being erased', async () => {
    expect(await refusal(lock(new World(), true))).toBe('ACCOUNT_NOT_FOUND');
    const erasing = new World({ account: anAccount({ state: 'erasing' }) });
    expect(await refusal(lock(erasing, true))).toBe('CHANGED_MEANWHILE');
  });

  it('is not lost to somebody who writes at the same moment', async () => {
    const world = new World({ account: anAccount() });
    await Promise.all([lock(world, true), lock(world, true)]);
    expect(world.account().minorsLock).toEqual({ since: T0, until: null });
  });
});
