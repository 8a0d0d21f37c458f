import { describe, expect, it } from 'vitest';
import type { RefundOutcome } from '../../channels/channel.ts';
import type { RefundFacts } from '../../domain/order/channelFacts.ts';
import type { Order } from '../../domain/order/order.ts';
import { aCallbackOf, anAccount, aPayment, aRefund, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import {
  NOT_FOUND,
  REFUSED,
  saysRefund,
  UNKNOWN,
  UNSIGNED_NOT_FOUND,
  UNSIGNED_REFUSED,
} from '../../testing/scriptedChannel.ts';
import { World } from '../../testing/world.ts';
import { applyCallback } from '../channel/channelCallback.ts';
import { resolveAttempt } from '../channel/resolveAttempt.ts';
import { runDue } from '../time/runDue.ts';

const DAY_MS = 86_400_000;
const FIRST = `${ORDER}-1`;
const SECOND = `${ORDER}-2`;
const told = (stage: RefundFacts['stage'], refundNo = FIRST, amountFen = 6_800) =>
  saysRefund({ refundNo, amountFen, stage });

/** Paid 168.00, payable 100.00. */
function owing(changes: Partial<Order> = {}): World {
  const order = orderIn('settled', {
    payment: aPayment(),
    payableFen: 10_000,
    loweredAt: T0,
    accountDuty: null,
    ...changes,
  });
  const next = { at: T0, action: 'refund', tries: 0 } as const;
  return new World({
    order: { ...order, next, ...changes },
    account: anAccount(),
  });
}

const timer = (world: World) => runDue(world.services, () => true);
const stagesOf = (world: World) => world.order().refunds.map(({ stage }) => stage);
const tell = (world: World, facts: RefundFacts) =>
  applyCallback(world.services, 'wechatpay', aCallbackOf({ kind: 'refund', facts }));
const news = (stage: RefundFacts['stage'], changes: Partial<RefundFacts> = {}): RefundFacts => ({
  refundNo: FIRST,
  channelRefundId: 'wx-r',
  amountFen: 6_800,
  stage,
  ...changes,
});

describe('a refund', () => {
  it('is written down before it is sent, with its own number and the transaction', async () => {
    const world = owing();
    world.channel.answersRefund('refund', told('processing'));
    world.channel.meanwhile = () => {
      expect(world.order()).toMatchObject({
        attempt: { kind: 'refund', request: world.channel.sent[0]?.request },
        refunds: [{ refundNo: FIRST, amountFen: 6_800, stage: 'requested' }],
      });
    };
    await timer(world);
    const body: unknown = JSON.parse(world.channel.sent[0]?.request.body ?? '');
    expect(body).toMatchObject({ refundNo: FIRST, transactionId: 'tx-1', amountFen: 6_800, paidFen: 16_800 });
    expect(world.order()).toMatchObject({ attempt: null, next: { action: 'askRefund' } });
  });

  it('by two timers at once is sent once', async () => {
    const world = owing();
    world.channel.answersRefund('refund', told('processing'));
    await Promise.all([timer(world), timer(world)]);
    expect(world.channel.sent).toHaveLength(1);
    expect(stagesOf(world)).toEqual(['processing']);
  });

  it.each<[string, RefundOutcome, string]>([
    ['accepted', told('processing'), 'processing closed'],
    ['given back at once', told('refunded'), 'refunded closed'],
    ['closed', told('closed'), 'failed closed'],
    ['abnormal', told('abnormal'), 'abnormal closed'],
    ['refused', REFUSED, 'failed closed'],
    ['answered with "not found"', NOT_FOUND, 'failed closed'],
    ['not answered', UNKNOWN, 'requested open'],
    ['refused by nobody we know', UNSIGNED_REFUSED, 'requested open'],
    ['not found by nobody we know', UNSIGNED_NOT_FOUND, 'requested open'],
    ['answered about another one', told('refunded', SECOND), 'requested open'],
    ['answered with another amount', told('refunded', FIRST, 16_800), 'requested open'],
  ])('that is %s', async (_what, answer, expected) => {
    const world = owing();
    world.channel.answersRefund('refund', answer);
    await timer(world);
    const { attempt } = world.order();
    expect(`${stagesOf(world)} ${attempt ? 'open' : 'closed'}`).toBe(expected);
  });

  it('that failed calls for a person and is asked for again a day later, under another number', async () => {
    const world = owing();
    world.channel.answersRefund('refund', told('closed'), told('refunded', SECOND));
    await timer(world);
    expect(world.attentions()).toEqual(['REFUND_FAILED']);
    world.later(DAY_MS - 1);
    await timer(world);
    expect(world.channel.sent).toHaveLength(1);
    world.later(1);
    await timer(world);
    expect(stagesOf(world)).toEqual(['failed', 'refunded']);
    expect(world.channel.sent[1]?.request.body).toContain(SECOND);
  });

  it('that left without arriving calls for a person once, and is never given a second time', async () => {
    const world = owing();
    world.channel.answersRefund('refund', told('abnormal'));
    world.channel.answersRefund('queryRefund', told('abnormal'));
    for (let day = 0; day < 5; day++) {
      await timer(world);
      world.later(DAY_MS);
    }
    expect(world.channel.sent).toHaveLength(1);
    expect(world.attentions()).toEqual(['REFUND_ABNORMAL']);
    world.channel.answersRefund('queryRefund', told('refunded'));
    await timer(world);
    expect(world.order()).toMatchObject({ refunds: [{ stage: 'refunded' }], next: null });
  });

  it('of money after the end gives all of it back', async () => {
    const world = owing(orderIn('cancelled', { payment: aPayment(), payableFen: 0, accountDuty: null }));
    world.store.seed('orders', { ...world.order(), next: { at: T0, action: 'refund', tries: 0 } });
    world.channel.answersRefund('refund', told('refunded', FIRST, 16_800));
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'cancelled', refunds: [{ stage: 'refunded' }], next: null });
  });
});

describe('a refund under way', () => {
  const open = (stage: 'processing' | 'abnormal' = 'processing') => {
    const world = owing({ refunds: [aRefund({ stage })] });
    world.store.seed('orders', { ...world.order(), next: { at: T0, action: 'askRefund', tries: 0 } });
    return world;
  };

  it.each<[string, RefundOutcome, string]>([
    ['given back', told('refunded'), 'refunded'],
    ['closed', told('closed'), 'failed'],
    ['under way', told('processing'), 'processing'],
    ['unknown', UNKNOWN, 'processing'],
    ['not found', NOT_FOUND, 'processing'],
    ['not found, unsigned', UNSIGNED_NOT_FOUND, 'processing'],
    ['refused', REFUSED, 'processing'],
  ])('is asked about, and said to be %s', async (_what, answer, stage) => {
    const world = open();
    world.channel.answersRefund('queryRefund', answer);
    await timer(world);
    expect(stagesOf(world)).toEqual([stage]);
    expect([world.channel.queriedRefunds, world.channel.sent]).toEqual([[FIRST], []]);
    if (stage === 'processing')
      expect(world.order()).toMatchObject({ askedAt: T0, next: { action: 'askRefund' } });
  });
});

describe('a refund whose answer was lost', () => {
  function lost(answer: RefundOutcome = UNKNOWN): World {
    const world = owing();
    world.channel.answersRefund('refund', answer);
    return world;
  }

  it.each(['processing', 'refunded', 'closed', 'abnormal'] as const)(
    'is not sent again when the channel says that it is %s',
    async (stage) => {
      const world = lost();
      await timer(world);
      world.channel.answersRefund('queryRefund', told(stage));
      await resolveAttempt(world.services, world.order());
      expect(world.channel.sent).toHaveLength(1);
      expect(world.order().attempt).toBeNull();
    },
  );

  it('is sent again in the same words when the channel does not know it', async () => {
    const world = lost();
    await timer(world);
    world.channel.answersRefund('queryRefund', NOT_FOUND);
    world.channel.answersRefund('refund', told('processing'));
    await resolveAttempt(world.services, world.order());
    const [first, second] = world.channel.sent.map(({ request }) => request);
    expect(second).toEqual(first);
    expect(stagesOf(world)).toEqual(['processing']);
  });

  it.each([UNKNOWN, UNSIGNED_NOT_FOUND, UNSIGNED_REFUSED, REFUSED])(
    'is not sent again on the word of %o',
    async (answer) => {
      const world = lost();
      await timer(world);
      world.channel.answersRefund('queryRefund', answer);
      await resolveAttempt(world.services, world.order());
      expect(world.channel.sent).toHaveLength(1);
      expect(stagesOf(world)).toEqual(['requested']);
    },
  );

  // Other calls ask the channel before a refusal counts; here the next refund gives the same money a second time.
  it('and that is refused when sent again has failed only if the channel says so', async () => {
    const world = lost();
    await timer(world);
    world.channel.answersRefund('queryRefund', NOT_FOUND, told('processing'));
    world.channel.answersRefund('refund', REFUSED);
    await resolveAttempt(world.services, world.order());
    expect(stagesOf(world)).toEqual(['processing']);
  });

  it('is over when its callback comes first, whatever the late answer says', async () => {
    for (const answer of [UNKNOWN, REFUSED, NOT_FOUND, told('processing'), told('refunded')]) {
      const world = lost(answer);
      world.channel.meanwhile = (call) => (call === 'refund' ? tell(world, news('refunded')) : undefined);
      await timer(world);
      expect(world.order()).toMatchObject({ attempt: null, refunds: [{ stage: 'refunded' }] });
      expect(world.order().history.filter(({ type }) => /^refund(ed|Failed)/.test(type))).toHaveLength(1);
    }
  });
});

describe('a callback about a refund', () => {
  const underWay = () => owing({ refunds: [aRefund({ stage: 'processing' })] });

  it('that comes twice at once counts once', async () => {
    const world = underWay();
    await Promise.all([tell(world, news('refunded')), tell(world, news('refunded'))]);
    expect(world.order().history.filter(({ type }) => type === 'refunded')).toHaveLength(1);
  });

  it.each([
    ['another amount', { amountFen: 6_799 }],
    ['a number that is not ours', { refundNo: SECOND }],
  ])('with %s calls for a person, once', async (_what, changes) => {
    const world = underWay();
    await tell(world, news('refunded', changes));
    await tell(world, news('refunded', changes));
    expect(world.attentions()).toEqual(['REFUND_UNEXPECTED']);
    expect(stagesOf(world)).toEqual(['processing']);
  });

  it.each(['x', '', '-1', `${'f'.repeat(32)}-1`])(
    'of no order that we know (%o) raises an alarm',
    async (refundNo) => {
      const world = underWay();
      await tell(world, news('refunded', { refundNo }));
      expect(world.alarms).toMatchObject([{ event: 'callbackForUnknownOrder' }]);
      expect(stagesOf(world)).toEqual(['processing']);
    },
  );

  it('of another channel is not believed', async () => {
    const world = owing({ channel: 'alipay', refunds: [aRefund({ stage: 'processing' })] });
    await tell(world, news('refunded'));
    expect(stagesOf(world)).toEqual(['processing']);
  });
});
