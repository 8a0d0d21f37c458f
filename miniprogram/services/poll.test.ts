import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPolling } from './poll';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('looks a few times, ever more rarely, and then no more', async () => {
  const look = vi.fn(async () => true);
  createPolling(look).start();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(look).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(look).toHaveBeenCalledTimes(5);
});

it('ends once there is nothing more to wait for', async () => {
  const look = vi.fn(async () => look.mock.calls.length < 2);
  createPolling(look).start();
  await vi.runAllTimersAsync();
  expect(look).toHaveBeenCalledTimes(2);
});

it('goes on after a look that failed', async () => {
  const look = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(false);
  createPolling(look).start();
  await vi.runAllTimersAsync();
  expect(look).toHaveBeenCalledTimes(2);
});

it('can be stopped, also while it looks, and begun anew', async () => {
  let seen = () => {};
  const look = vi.fn(() => new Promise<boolean>((resolve) => (seen = () => resolve(true))));
  const polling = createPolling(look);
  polling.start();
  polling.start();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(look).toHaveBeenCalledTimes(1);
  polling.stop();
  seen();
  await vi.runAllTimersAsync();
  expect(look).toHaveBeenCalledTimes(1);
  polling.start();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(look).toHaveBeenCalledTimes(2);
});
