import { describe, expect, it } from 'vitest';
import type { CallbackContent } from '../../channels/channel.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import type { ChannelStage } from '../../domain/order/channelFacts.ts';
import type { Order } from '../../domain/order/order.ts';
import { aCallbackOf, anAccount, anAttempt, aPayment, factsAt, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { NOT_FOUND, says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { CALLER, World } from '../../testing/world.ts';
import { applyCallback } from './channelCallback.ts';

const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;
const news = (stage: ChannelStage): CallbackContent => ({ kind: 'order', facts: factsAt(stage) });
const tell = (world: World, content: CallbackContent) =>
  applyCallback(world.services, 'wechatpay', aCallbackOf(content));

function aWorldWith(order: Order): World {
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } });
  return new World({ order, account });
}

describe('a callback about an order', () => {
  it('that it is paid settles it and frees the limit', async () => {
    const world = aWorldWith(orderIn('settling'));
    await tell(world, news('paid'));
    expect(world.order()).toMatchObject({ state: 'settled', payment: aPayment() });
    expect(world.account()).toMatchObject({ availableFen: 100_000, record: { settledInTime: 1 } });
    expect(world.alarms).toEqual([]);
  });

  it('that the channel paid in advance settles it, and is no merit of the buyer, nor a fault', async () => {
    const world = aWorldWith(orderIn('settling'));
    const payment = { ...aPayment(), paidBy: 'channelAdvance' } as const;
    await tell(world, { kind: 'order', facts: factsAt('paid', { payment }) });
    expect(world.order()).toMatchObject({ state: 'settled', payment });
    const free = { limitFen: 100_000, availableFen: 100_000, runningOrders: 0 };
    expect(world.account()).toMatchObject({ ...free, record: { settledInTime: 0, settledLate: 0 } });
  });

  it('that comes twice at once counts once', async () => {
    const world = aWorldWith(orderIn('settling'));
    await Promise.all([tell(world, news('paid')), tell(world, news('paid'))]);
    expect(world.order().history.filter((event) => event.type === 'settled')).toHaveLength(1);
    expect(world.account()).toMatchObject({
      availableFen: 100_000,
      runningOrders: 0,
      record: { settledInTime: 1 },
    });
  });

  it('paid that overtakes the answer to our own call leaves nothing open', async () => {
    const world = aWorldWith(orderIn('settling', { attempt: anAttempt('complete'), collectingSince: null }));
    await tell(world, news('paid'));
    await tell(world, news('running'));
    await tell(world, news('collecting'));
    expect(world.order()).toMatchObject({ state: 'settled', attempt: null });
  });

  it('that the buyer has agreed accepts the order', async () => {
    const world = aWorldWith(orderIn('approved', { attempt: anAttempt('create') }));
    await tell(world, news('running'));
    expect(world.order()).toMatchObject({ state: 'accepted', attempt: null });
  });

  it.each(['rejected', 'cancelled', 'writtenOff'] as const)(
    'that it is paid although it is %s calls for a person, once on the order',
    async (state) => {
      const world = aWorldWith(orderIn(state, { accountDuty: null, next: null }));
      await tell(world, news('paid'));
      const noted = world.order();
      expect(noted).toMatchObject({ state, attention: [{ code: 'PAID_AFTER_END' }] });
      await tell(world, news('paid'));
      expect(world.order()).toEqual(noted);
      expect(world.attentions()).toContain('PAID_AFTER_END');
    },
  );

  it('that only says that something happened has the channel asked', async () => {
    const world = aWorldWith(orderIn('settling'));
    world.channel.answers('query', says('paid'));
    await tell(world, { kind: 'ask', orderId: ORDER });
    expect(world.channel.queried).toEqual([ORDER]);
    expect(world.order()).toMatchObject({ state: 'settled', payment: aPayment() });
    expect(world.store.all('channelEvents')).toMatchObject([{ orderId: ORDER }]);
  });

  it.each([UNKNOWN, NOT_FOUND])(
    'is to come again if the channel answers %j when it is asked',
    async (answer) => {
      const world = aWorldWith(orderIn('settling'));
      world.channel.answers('query', answer);
      await expect(tell(world, { kind: 'ask', orderId: ORDER })).rejects.toThrow('not known yet');
      expect(world.order()).toMatchObject({ state: 'settling', payment: null });
    },
  );

  it('of another channel is none of ours, and nobody is asked', async () => {
    const world = aWorldWith(orderIn('settling', { channel: 'alipay' }));
    await tell(world, { kind: 'ask', orderId: ORDER });
    expect(world.channel.queried).toEqual([]);
    expect(world.alarms).toMatchObject([{ event: 'callbackForUnknownOrder' }]);
  });

  it('that does not exist here raises an alarm and stores nothing', async () => {
    const world = new World();
    await tell(world, news('paid'));
    expect(world.alarms).toMatchObject([{ event: 'callbackForUnknownOrder', fields: { orderId: ORDER } }]);
    expect(world.store.all('orders')).toEqual([]);
  });

  it('of another channel is not believed', async () => {
    const world = aWorldWith(orderIn('settling', { channel: 'alipay' }));
    await tell(world, news('paid'));
    expect(world.order().state).toBe('settling');
    expect(world.alarms).toHaveLength(1);
  });

  it('is written down whoever else writes meanwhile', async () => {
    const world = aWorldWith(orderIn('settling'));
    let others = 4;
    world.store.before = ({ operation, collection }) => {
      if (operation !== 'update' || collection !== 'orders' || others-- <= 0) return;
      world.store.seed('orders', { ...world.order(), version: world.order().version + 1 });
    };
    await tell(world, news('paid'));
    expect(world.order().state).toBe('settled');
  });

  it('that could not be written down is not acknowledged', async () => {
    const world = aWorldWith(orderIn('settling'));
    world.store.before = ({ operation }) => {
      if (operation === 'update') throw new Error('database down');
    };
    await expect(tell(world, news('paid'))).rejects.toThrow('database down');
  });

  it('of no concern is only logged', async () => {
    const world = new World();
    await tell(world, { kind: 'ignored' });
    expect(world.logged).toMatchObject([{ event: 'callbackIgnored', fields: { channel: 'wechatpay' } }]);
    expect(world.store.trips.map(({ collection }) => collection)).toEqual(['channelEvents']);
  });
});

describe('a callback about an authorisation', () => {
  const closed: CallbackContent = { kind: 'authorisation', openid: CALLER.openid, state: 'ended' };
  const authorised = (state: 'pending' | 'active'): Partial<CreditAccount> => ({
    authorisation: { channel: 'wechatpay', code: 'code-1', state, since: T0 },
  });

  it('is only the reason to ask: what the channel says now counts', async () => {
    const world = new World({ account: anAccount(authorised('pending')) });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    await tell(world, closed);
    expect(world.account().authorisation?.state).toBe('active');
    expect(world.channel.askedFor).toEqual([CALLER.openid]);
  });

  it('is about the agreement that it names: he may have agreed on an earlier page', async () => {
    const world = new World({ account: anAccount(authorised('pending')) });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    await tell(world, { ...closed, state: 'active', code: 'code-0' });
    expect(world.account().authorisation).toMatchObject({ code: 'code-0', state: 'active' });
  });

  it('that one ended under an earlier number has the one that counts asked about', async () => {
    const world = new World({ account: anAccount(authorised('active')) });
    world.channel.authorisation = { kind: 'state', state: 'ended' };
    await tell(world, { ...closed, code: 'code-0' });
    expect(world.account().authorisation).toMatchObject({ code: 'code-1', state: 'ended' });
  });

  it('that one was given under an earlier number, which has ended since, changes nothing', async () => {
    const world = new World({ account: anAccount(authorised('active')) });
    world.channel.authorisation = { kind: 'state', state: 'ended' };
    await tell(world, { ...closed, state: 'active', code: 'code-0' });
    expect(world.account().authorisation).toMatchObject({ code: 'code-1', state: 'active' });
  });

  it('of somebody without an account changes nothing', async () => {
    const world = new World();
    await tell(world, closed);
    expect(world.store.all('creditAccounts')).toEqual([]);
  });

  it('never writes the openid into the log', async () => {
    const world = new World({ account: anAccount(authorised('pending')) });
    await tell(world, closed);
    expect(JSON.stringify([world.logged, world.alarms])).not.toContain(CALLER.openid);
  });

  it('that the service was closed is not lost when the account changes at the same moment', async () => {
    const world = new World({ account: anAccount(authorised('active')) });
    world.channel.authorisation = { kind: 'state', state: 'ended' };
    let others = 1;
    world.store.before = ({ operation }) => {
      if (operation !== 'update' || others-- <= 0) return;
      world.store.seed('creditAccounts', { ...world.account(), version: world.account().version + 1 });
    };
    const told = await tell(world, closed).then(
      () => 'acknowledged',
      () => 'to be sent again',
    );
    expect([told, world.account().authorisation?.state]).not.toEqual(['acknowledged', 'active']);
  });

  it('that tells of a closing ends what waits for the buyer; asked for another reason, it waits on', async () => {
    for (const [state, left] of [
      ['ended', 'ended'],
      ['active', 'pending'],
    ] as const) {
      const world = new World({ account: anAccount(authorised('pending')) });
      world.channel.authorisation = { kind: 'state', state: 'ended' };
      await tell(world, { kind: 'authorisation', openid: CALLER.openid, state });
      expect(world.account().authorisation?.state).toBe(left);
    }
  });

  it('that the service was closed is not acknowledged if the channel could not be asked', async () => {
    const world = new World({ account: anAccount(authorised('active')) });
    world.channel.authorisation = { kind: 'unknown', cause: 'ECONNABORTED' };
    await expect(tell(world, closed)).rejects.toThrow();
  });
});

describe('the evidence of a callback', () => {
  const evidence = (world: World) => world.store.all<Record<string, unknown>>('channelEvents');
  const refund = {
    refundNo: `${ORDER}-1`,
    channelRefundId: 'wx-r',
    amountFen: 1,
    stage: 'refunded',
  } as const;

  it.each<[string, CallbackContent, string | null]>([
    ['an order', news('paid'), ORDER],
    ['a refund', { kind: 'refund', facts: refund }, ORDER],
    ['an authorisation', { kind: 'authorisation', openid: CALLER.openid, state: 'ended' }, null],
    ['nothing of ours', { kind: 'ignored' }, null],
  ])(
    'about %s says what came when and who signed it, and nothing personal',
    async (_what, content, orderId) => {
      const world = aWorldWith(orderIn('settling'));
      world.channel.authorisation = { kind: 'state', state: 'active' };
      await tell(world, content);
      expect(evidence(world)).toEqual([
        {
          _id: 'wechatpay-EV-1',
          channel: 'wechatpay',
          orderId,
          receivedAt: T0,
          event: 'PAYSCORE.USER_PAID',
          keyId: 'PUB_KEY_ID_0001',
          signedAt: T0,
          bodyHash: 'b'.repeat(64),
        },
      ]);
      expect(JSON.stringify(evidence(world))).not.toContain(CALLER.openid);
    },
  );

  it('is kept once, as it first came, however often it comes', async () => {
    const world = aWorldWith(orderIn('settling'));
    await Promise.all([tell(world, news('paid')), tell(world, news('paid'))]);
    world.later(60_000);
    await tell(world, news('paid'));
    expect(evidence(world)).toMatchObject([{ receivedAt: T0 }]);
  });

  it('is kept for each event by itself', async () => {
    const world = aWorldWith(orderIn('settling'));
    for (const id of ['EV-1', 'EV-2']) {
      await applyCallback(world.services, 'wechatpay', aCallbackOf(news('collecting'), id));
    }
    expect(evidence(world)).toHaveLength(2);
  });

  it('is kept of what could not be written down, and its repetition is acted on all the same', async () => {
    const world = aWorldWith(orderIn('settling'));
    world.store.before = ({ operation }) => {
      if (operation === 'update') throw new Error('database down');
    };
    await expect(tell(world, news('paid'))).rejects.toThrow();
    world.store.before = () => {};
    await tell(world, news('paid'));
    expect([evidence(world).length, world.order().state]).toEqual([1, 'settled']);
  });

  it('that could not be kept is no acknowledgement', async () => {
    const world = aWorldWith(orderIn('settling'));
    world.store.before = ({ operation }) => {
      if (operation === 'insert') throw new Error('database down');
    };
    await expect(tell(world, news('paid'))).rejects.toThrow('database down');
  });
});
