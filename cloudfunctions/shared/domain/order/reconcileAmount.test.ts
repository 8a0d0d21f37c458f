import { describe, expect, it } from 'vitest';
import { anAttempt, aPayment, aPolicy, factsAt, later, T0 } from '../../testing/builders.ts';
import { happened, orderIn } from '../../testing/lives.ts';
import { DAY_MS } from '../duration.ts';
import type { ChannelFacts } from './channelFacts.ts';
import type { Order } from './order.ts';
import { reconcile } from './reconcile.ts';

const NOW = later(T0, 20 * DAY_MS);
const ENDS = ['rejected', 'cancelled', 'returned', 'writtenOff'] as const;
const told = (order: Order, facts: ChannelFacts) => reconcile(order, facts, NOW, aPolicy());

function agreed(order: Order, facts: ChannelFacts): Order {
  const { event } = told(order, facts);
  return event ? happened(order, event) : order;
}

describe('an amount that was lowered', () => {
  const order = orderIn('settling', { payableFen: 9_000, loweredAt: NOW, attempt: anAttempt('modify') });
  const collecting = (amountFen: number | null) => factsAt('collecting', { amountFen });

  it('is what the channel collects from then on', () => {
    expect(told(order, collecting(9_000))).toMatchObject({ attention: null, stray: false });
    expect(agreed(order, collecting(9_000))).toMatchObject({ collectingFen: 9_000, attempt: null });
  });

  it('calls for nobody as long as the channel collects something between that and what was agreed', () => {
    expect([16_799, 9_001].map((fen) => told(order, collecting(fen)).attention)).toEqual([null, null]);
    expect(told(order, collecting(8_999)).attention).toBe('COLLECTED_LESS_THAN_AGREED');
    expect(told(order, collecting(16_801)).attention).toBe('COLLECTED_MORE_THAN_AGREED');
  });

  it.each([16_800, null])('is not taken for collected on the news of %s', (amountFen) => {
    expect(told(order, collecting(amountFen))).toEqual({ event: null, attention: null, stray: false });
  });

  it('keeps the state and the days of grace', () => {
    const before = orderIn('overdue', { payableFen: 9_000 });
    const { state, collectingSince, dueAt } = agreed(before, collecting(9_000));
    expect([state, collectingSince, dueAt]).toEqual(['overdue', before.collectingSince, before.dueAt]);
  });

  // Whatever changes the amount closes whatever call is open, so that a report of a payment may be forgotten.
  it.each(['paidElsewhere', 'cancel'] as const)(
    'does not end a call to %s, which asked for something else',
    (kind) => {
      const busy = { ...order, attempt: anAttempt(kind) };
      expect(agreed(busy, collecting(9_000)).attempt?.kind).toBe(kind);
    },
  );

  it('and paid in full all the same is owed back at once', () => {
    const settled = agreed(order, factsAt('paid'));
    expect(settled).toMatchObject({ state: 'settled', attempt: null, payableFen: 9_000 });
    expect(settled.next?.action).toBe('settleAccount');
    expect(told(order, factsAt('paid')).attention).toBeNull();
  });

  it('and completed in full all the same is lowered at the channel next', () => {
    const sent = { ...order, attempt: anAttempt('complete'), collectingSince: null, collectingFen: null };
    const now = agreed(sent, factsAt('collecting'));
    expect(now).toMatchObject({ collectingFen: 16_800, next: { action: 'lowerAtChannel' } });
  });
});

describe('an order that costs nothing', () => {
  it.each(['shipped', 'received', 'settling', 'overdue'] as const)(
    'and is closed at the channel has been forgiven, when it is %s',
    (state) => {
      const order = orderIn(state, { payableFen: 0, loweredAt: NOW, attempt: anAttempt('cancel') });
      const { event, attention } = told(order, factsAt('closed'));
      expect([event, attention]).toMatchObject([{ type: 'writtenOff', reason: 'forgiven' }, null]);
      expect(agreed(order, factsAt('closed'))).toMatchObject({
        attempt: null,
        accountDuty: { kind: 'release' },
      });
    },
  );

  it('and is collected at the channel instead is withdrawn there again', () => {
    const order = orderIn('received', { payableFen: 0, loweredAt: NOW, attempt: anAttempt('cancel') });
    expect(agreed(order, factsAt('collecting'))).toMatchObject({
      state: 'settling',
      attempt: null,
      next: { action: 'withdrawAtChannel' },
    });
  });

  it('and was paid before it could be withdrawn is owed back whole', () => {
    const order = orderIn('overdue', { payableFen: 0, loweredAt: NOW, accountDuty: null });
    const settled = { ...agreed(order, factsAt('paid')), accountDuty: null };
    expect(settled).toMatchObject({ state: 'settled', payment: aPayment(), payableFen: 0 });
  });
});

describe.each(ENDS)('an order that ended as %s', (state) => {
  const order = orderIn(state, { accountDuty: null, payableFen: 0 });

  it.each([
    ['awaitingBuyer', null],
    ['declined', null],
    ['running', null],
    ['collecting', 'COLLECTING_AFTER_END'],
  ] as const)('and is %s at the channel must be ended there', (stage, attention) => {
    expect(told(order, factsAt(stage))).toEqual({ event: null, attention, stray: true });
  });

  it.each(['awaitingBuyer', 'declined', 'running', 'collecting'] as const)(
    'and is %s there needs no second call while the first is open',
    (stage) => {
      const ending = { ...order, attempt: anAttempt('cancel') };
      expect(told(ending, factsAt(stage))).toEqual({ event: null, attention: null, stray: false });
    },
  );

  it('and has ended there too is at rest', () => {
    const ending = { ...order, attempt: anAttempt('cancel') };
    expect(agreed(ending, factsAt('closed'))).toMatchObject({ state, attempt: null, next: null });
    expect(told(order, factsAt('closed')).event).toBeNull();
  });

  it('and was paid gives the money back, and the open call to end it is over', () => {
    const paid = agreed({ ...order, attempt: anAttempt('cancel') }, factsAt('paid'));
    expect(paid).toMatchObject({ state, attempt: null, payment: aPayment(), next: { action: 'refund' } });
  });

  it('and was paid twice calls for a person', () => {
    const paid = agreed(order, factsAt('paid'));
    const again = factsAt('paid', { payment: aPayment({ transactionId: 'tx-2' }) });
    expect(told(paid, again)).toEqual({ event: null, attention: 'PAID_TWICE', stray: false });
    expect(told(paid, factsAt('paid'))).toEqual({ event: null, attention: null, stray: false });
  });

  // A late "closed" ends any open call: a refund that waits for its answer is never asked about again.
  it('does not forget an open refund over late news that it was closed', () => {
    const paid = agreed(order, factsAt('paid'));
    const refunding = { ...paid, attempt: anAttempt('refund') };
    expect(agreed(refunding, factsAt('closed')).attempt?.kind).toBe('refund');
  });
});

describe('a settled order', () => {
  it.each(['awaitingBuyer', 'declined', 'running', 'collecting', 'closed'] as const)(
    'is not moved by late news that it is %s, even while a refund is open',
    (stage) => {
      const order = orderIn('settled', { attempt: anAttempt('refund') });
      expect(told(order, factsAt(stage))).toEqual({ event: null, attention: null, stray: false });
    },
  );

  it('that was paid another way and then through the channel was paid twice', () => {
    const order = orderIn('settled', { payment: aPayment({ transactionId: null }) });
    expect(told(order, factsAt('paid')).attention).toBe('PAID_TWICE');
    const same = factsAt('paid', { payment: aPayment({ transactionId: null }) });
    expect(told(order, same).attention).toBeNull();
  });
});

describe('an order that the channel declines', () => {
  it('ends here and must be ended there', () => {
    const order = orderIn('approved', { attempt: anAttempt('create') });
    expect(told(order, factsAt('declined'))).toMatchObject({
      event: { type: 'rejected', reasons: ['CHANNEL_DECLINED'] },
      attention: null,
      stray: true,
    });
  });

  it('while it is being cancelled waits for that', () => {
    const order = orderIn('approved', { attempt: anAttempt('cancel') });
    expect(told(order, factsAt('declined'))).toEqual({ event: null, attention: null, stray: false });
  });
});
