import { expect, test } from 'vitest';
import { Clock } from '../kernel/clock.ts';
import type { Service } from '../kernel/service.ts';
import { applySnapshot, takeSnapshot } from './snapshot.ts';

/** Takes any state but "bad". */
class Stub implements Service {
  constructor(
    readonly name: string,
    public state: unknown,
  ) {}

  async reset(): Promise<void> {
    this.state = 'fresh';
  }

  async exportState(): Promise<unknown> {
    return this.state;
  }

  async importState(state: unknown): Promise<void> {
    if (state === 'bad') throw new Error('bad state');
    this.state = state;
  }
}

test('a snapshot brings services back; one that it does not mention starts afresh', async () => {
  const [a, b] = [new Stub('a', 1), new Stub('b', 2)];
  const clock = new Clock();
  clock.moveTo(Date.now() + 1000);
  const snapshot = await takeSnapshot(clock, [a]);
  a.state = 'changed';
  clock.reset();
  await applySnapshot(snapshot, clock, [a, b]);
  expect([a.state, b.state]).toEqual([1, 'fresh']);
  expect(Math.round(clock.offsetMs / 1000)).toBe(1);
});

test('a snapshot that one service cannot take changes none', async () => {
  const services = [new Stub('a', 1), new Stub('b', 2), new Stub('c', 3)];
  const clock = new Clock();
  const snapshot = { ...(await takeSnapshot(clock, [])), clockOffsetMs: 5_000, services: { a: 9, b: 'bad' } };
  await expect(applySnapshot(snapshot, clock, services)).rejects.toMatchObject({ code: 'INVALID_PARAM' });
  expect(services.map(({ state }) => state)).toEqual([1, 2, 3]);
  expect(Math.round(clock.offsetMs / 1000)).toBe(0);
});
