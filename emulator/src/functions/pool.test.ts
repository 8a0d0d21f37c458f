import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PlatformError } from '../kernel/errors.ts';
import type { Instance } from './instance.ts';
import { functionLimits } from './limits.ts';
import { InstancePool } from './pool.ts';

/** An instance that loads when told to. */
class StubInstance {
  alive = true;
  finishLoading = (): void => undefined;
  failLoading = (_error: Error): void => undefined;

  load(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.finishLoading = resolve;
      this.failLoading = reject;
    });
  }

  async kill(): Promise<void> {
    this.alive = false;
  }
}

let started: StubInstance[];
let version: string;
let pool: InstancePool;

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  version = 'v1';
  pool = new InstancePool({
    version: () => version,
    start: () => {
      const instance = new StubInstance();
      started.push(instance);
      return instance as unknown as Instance;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const warm = async (): Promise<Instance> => {
  const acquired = pool.acquire();
  started.at(-1)?.finishLoading();
  return acquired;
};

describe('the instances of a function', () => {
  test('are started as calls wait, up to the limit', () => {
    for (let call = 0; call < functionLimits.instancesPerFunction + 5; call += 1) void pool.acquire();
    expect(started).toHaveLength(functionLimits.instancesPerFunction);
  });

  test('that were replaced while they loaded serve nobody', async () => {
    const waiting = pool.acquire();
    version = 'v2';
    started[0]?.finishLoading();
    await vi.waitFor(() => expect(started).toHaveLength(2));
    started[1]?.finishLoading();
    expect(await waiting).toBe(started[1]);
    expect(started.map(({ alive }) => alive)).toEqual([false, true]);
  });

  test('that were replaced while they loaded fail nobody', async () => {
    const waiting = pool.acquire();
    version = 'v2';
    started[0]?.failLoading(new Error('of v1'));
    await vi.waitFor(() => expect(started).toHaveLength(2));
    started[1]?.finishLoading();
    expect(await waiting).toBe(started[1]);
  });

  test('serve whoever waits longest as soon as one is free, warm or new', async () => {
    const first = await warm();
    const second = pool.acquire();
    pool.release(first);
    expect(await second).toBe(first);
  });

  test('are stopped when idle for long, and used again before that', async () => {
    const instance = await warm();
    pool.release(instance);
    expect(await pool.acquire()).toBe(instance);
    pool.release(instance);
    await vi.advanceTimersByTimeAsync(functionLimits.idleInstanceMs);
    expect(instance.alive).toBe(false);
    expect(pool.instances).toEqual([]);
  });

  test('of an old version take no more calls, whether idle or at work', async () => {
    const atWork = await warm();
    const idle = await warm();
    pool.release(idle);
    version = 'v2';
    const next = pool.acquire();
    pool.release(atWork);
    expect([atWork.alive, idle.alive]).toEqual([false, false]);
    started.at(-1)?.finishLoading();
    expect(await next).toBe(started[2]);
  });

  test('that fail to load fail one call, and the next gets a new one', async () => {
    const failing = pool.acquire();
    started[0]?.failLoading(new Error('top level'));
    await expect(failing).rejects.toThrow('top level');
    const next = await warm();
    expect(next.alive).toBe(true);
    expect(pool.instances).toEqual([next]);
  });
});

describe('a call that finds all instances at work', () => {
  test('waits, and is refused in the end', async () => {
    const refused = pool.acquire().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(functionLimits.queueWaitMs);
    expect(await refused).toMatchObject({ code: 'EXCEED_CONCURRENT_REQUEST_LIMIT' });
  });

  test('is refused at once when too many wait already', async () => {
    for (let call = 0; call < functionLimits.queuedCalls; call += 1)
      void pool.acquire().catch(() => undefined);
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'EXCEED_CONCURRENT_REQUEST_LIMIT' });
  });

  test('is refused when the pool closes', async () => {
    const refused = pool.acquire().catch((error: unknown) => error);
    await pool.close(new PlatformError('FUNCTIONS_EXECUTE_FAIL', 'closed'));
    expect(await refused).toMatchObject({ message: 'closed' });
  });
});
