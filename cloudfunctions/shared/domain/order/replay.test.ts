import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAttempt, anOrder, aPolicy, factsAt, later, T0 } from '../../testing/builders.ts';
import { BY_TIMER, happened, LIVES, lived } from '../../testing/lives.ts';
import { HOUR_MS } from '../duration.ts';
import type { ChannelStage } from './channelFacts.ts';
import { noticeNow } from './notice.ts';
import type { Order } from './order.ts';
import { reconcile } from './reconcile.ts';
import { replay } from './replay.ts';

/** What the history does not tell: the books beside it. */
const BOOKS = ['attempt', 'askedAt', 'accountDuty', 'attention', 'next', 'history', 'version'];

function expectToldByHistory(order: Order): void {
  const told = replay(order.history);
  for (const [field, value] of Object.entries(told)) {
    if (!BOOKS.includes(field)) expect([field, Reflect.get(order, field)]).toEqual([field, value]);
  }
  expect(order.version).toBe(order.history.length);
}

describe('the history of an order', () => {
  it.each(Object.entries(LIVES))('tells how it came to be %s', (state, events) => {
    const order = lived(events);
    expect(replay(order.history).state).toBe(state);
    expect(order.state).toBe(state);
    expectToldByHistory(order);
  });

  it('tells nothing if nothing happened', () => {
    expect(replay([])).toEqual({});
  });

  it('tells every field that differs from a new order', () => {
    const fresh = anOrder();
    const order = lived(LIVES.settled);
    const told = replay(order.history);
    const changed = Object.keys(order).filter(
      (field) => JSON.stringify(Reflect.get(order, field)) !== JSON.stringify(Reflect.get(fresh, field)),
    );
    expect(changed.filter((field) => !(field in told) && !BOOKS.includes(field))).toEqual([]);
  });

  it('tells the state after any sequence of what the channel may say and the timer may do', () => {
    const stages: ChannelStage[] = ['awaitingBuyer', 'running', 'collecting', 'paid', 'closed'];
    const steps = fc.array(fc.constantFrom(...stages, 'notice' as const), { maxLength: 8 });
    const starts = fc.constantFrom(...Object.values(LIVES));
    fc.assert(
      fc.property(starts, steps, (life, sequence) => {
        let order = lived(life);
        let now = later(T0, 24 * 20 * HOUR_MS);
        for (const step of sequence) {
          now = later(now, HOUR_MS);
          order = step === 'notice' ? noticedOnce(order, now) : told(order, step, now);
        }
        expectToldByHistory(order);
      }),
    );
  });

  it('keeps what a later event does not speak of', () => {
    const order = lived(LIVES.settled);
    expect(order.shipment?.trackingNo).toBe('SF1');
    expect(order.approvedAt).toEqual(T0);
  });

  it('is only ever appended to', () => {
    const before = lived(LIVES.shipped);
    const later = lived(LIVES.settled.slice(3), before);
    expect(later.history.slice(0, before.history.length)).toEqual(before.history);
  });
});

function told(order: Order, stage: ChannelStage, now: Date): Order {
  const open = { ...order, attempt: order.state === 'approved' ? anAttempt('create') : order.attempt };
  const { event } = reconcile(open, factsAt(stage), now, aPolicy());
  return event ? happened(open, event) : order;
}

function noticedOnce(order: Order, now: Date): Order {
  if (order.state !== 'received') return order;
  return happened(order, {
    type: 'noticed',
    at: now,
    by: BY_TIMER,
    notice: noticeNow(order, now, aPolicy(), 'inApp'),
  });
}
