import { expect, test } from 'vitest';
import type { Document } from '../documents/index.ts';
import { type Instant, Timeline } from '../kernel/timeline.ts';
import { nextUpcoming } from './upcoming.ts';

const minuteMs = 60_000;
const nowMs = Date.UTC(2026, 0, 1, 0, 0, 30);
const at = (minutes: number) => new Date(nowMs + minutes * minuteMs);

interface Scene {
  readonly orders?: readonly Document[];
  readonly standIn?: Omit<Instant, 'fire'> | null;
  readonly withTimer?: boolean;
}

/** A timer of every full minute, documents that are due, and a stand-in that will do something. */
function next({ orders = [], standIn = null, withTimer = true }: Scene) {
  const timeline = new Timeline();
  const fire = async () => {};
  const firstFrom = (ms: number) => (withTimer ? Math.ceil(ms / minuteMs) * minuteMs : null);
  timeline.add({ name: 'timers', next: () => ({ atMs: nowMs + 1, fire }) });
  timeline.add({ name: 'wechatpay', next: () => standIn && { ...standIn, fire } });
  const names = { charge: '扣款' };
  return nextUpcoming(
    {
      due: [{ collection: 'orders', field: 'next.at', nameField: 'next.action', names }],
      documents: () => orders,
      timeline,
      timers: { name: 'timers', firstFrom },
    },
    nowMs,
  );
}

const order = (id: string, minutes: number, action = 'charge') => ({
  _id: id,
  next: { at: at(minutes), action },
});

test('nothing is next where nothing is due, although the timer ticks', () => {
  expect(next({ orders: [{ _id: 'o1', next: null }] })).toBeNull();
});

test('the document that is due first is next, and acted on by the timer that comes after', () => {
  expect(next({ orders: [order('late', 90), order('soon', 5)] })).toEqual({
    at: at(5),
    actsAt: at(5.5),
    source: 'database',
    name: '扣款',
    collection: 'orders',
    id: 'soon',
  });
});

test('a document that is overdue waits for the next timer from now', () => {
  expect(next({ orders: [order('o', -5)] })).toMatchObject({ at: at(-5), actsAt: at(0.5) });
});

test('a document is not next where no timer would act on it', () => {
  expect(next({ orders: [order('o', 5)], withTimer: false })).toBeNull();
});

test('an act of a stand-in is next if it comes before the document is acted on', () => {
  const debit = { atMs: at(5.4).getTime(), name: 'debit' };
  expect(next({ orders: [order('o', 5)], standIn: debit })).toEqual({
    at: at(5.4),
    actsAt: at(5.4),
    source: 'wechatpay',
    name: 'debit',
  });
  expect(next({ orders: [order('o', 5)], standIn: { atMs: at(5.6).getTime() } })?.source).toBe('database');
});

test('what has no name for people keeps its own', () => {
  expect(next({ orders: [order('o', 5, 'ponder')] })?.name).toBe('ponder');
});
