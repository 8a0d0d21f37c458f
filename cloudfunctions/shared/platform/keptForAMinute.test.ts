import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptForAMinute } from './keptForAMinute.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T02:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

const move = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe('a value that is kept for a minute', () => {
  it('is loaded once for everybody who asks meanwhile', async () => {
    const load = vi.fn(async (key: string) => key.toUpperCase());
    const get = keptForAMinute(load);
    expect(await Promise.all([get('a'), get('a')])).toEqual(['A', 'A']);
    move(59_999);
    expect(await get('a')).toBe('A');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is loaded again after a minute, counted from its loading', async () => {
    const load = vi.fn(async () => 1);
    const get = keptForAMinute(load);
    await get('a');
    move(40_000);
    await get('a');
    move(20_000);
    await get('a');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is kept for each key by itself', async () => {
    const load = vi.fn(async (key: string) => key);
    const get = keptForAMinute(load);
    expect([await get('a'), await get('b')]).toEqual(['a', 'b']);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it.each([-1, -30_000, -86_400_000])('is loaded again when the clock is set back by %d ms', async (ms) => {
    const load = vi.fn(async () => 1);
    const get = keptForAMinute(load);
    await get('a');
    move(ms);
    await get('a');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is not kept if loading failed', async () => {
    const load = vi.fn(async () => 1).mockRejectedValueOnce(new Error('down'));
    const get = keptForAMinute(load);
    await expect(get('a')).rejects.toThrow('down');
    expect(await get('a')).toBe(1);
  });

  it('outlives an older load that fails late', async () => {
    let fail = (_error: Error) => {};
    const slow = new Promise<number>((_resolve, reject) => {
      fail = reject;
    });
    const load = vi.fn(async () => 2).mockReturnValueOnce(slow);
    const get = keptForAMinute(load);
    const first = get('a');
    move(61_000);
    expect(await get('a')).toBe(2);
    fail(new Error('down'));
    await expect(first).rejects.toThrow('down');
    await get('a');
    expect(load).toHaveBeenCalledTimes(2);
  });
});
