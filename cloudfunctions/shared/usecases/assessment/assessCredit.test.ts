import { describe, expect, it } from 'vitest';
import { anAccount, anOrder, aPolicy, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { NOT_FOUND, REFUSED, says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { CALLER, refusal, STRANGER, World } from '../../testing/world.ts';
import { assessCredit } from './assessCredit.ts';

const input = { orderId: ORDER };
const anApplicant = (changes: Parameters<typeof anAccount>[0] = {}) =>
  new World({ order: anOrder(), account: anAccount(changes) });
const assess = (world: World) => assessCredit(world.services, CALLER, input);
const HELD = { amountFen: 16_800, state: 'held', at: T0 };

describe('assessCredit', () => {
  it('holds the amount and creates the channel’s order', async () => {
    const world = anApplicant();
    world.channel.answers('create', says('running'));
    const { order, confirmView } = await assess(world);
    expect(order.state).toBe('accepted');
    expect(confirmView).toBeNull();
    expect(world.order()).toMatchObject({ state: 'accepted', attempt: null, channelOrderId: 'wx-1' });
    expect(world.account()).toMatchObject({
      availableFen: 83_200,
      runningOrders: 1,
      holds: { [ORDER]: HELD },
    });
    expect(world.channel.sent).toMatchObject([{ kind: 'create', payer: { openid: CALLER.openid } }]);
  });

  it('writes the intent and takes the hold before it speaks to the channel', async () => {
    const world = anApplicant();
    world.channel.answers('create', says('running'));
    world.channel.meanwhile = () => {
      expect(world.order()).toMatchObject({ state: 'approved', attempt: { kind: 'create' } });
      expect(world.account().holds[ORDER]).toEqual(HELD);
    };
    await assess(world);
    expect(world.channel.sent).toHaveLength(1);
  });

  it('stores nothing with the order that identifies the buyer', async () => {
    const world = anApplicant();
    world.channel.answers('create', UNKNOWN);
    await assess(world);
    expect(JSON.stringify(world.order())).not.toContain(CALLER.openid);
  });

  it('rejects with the reasons, without asking the channel', async () => {
    const world = anApplicant({ availableFen: 0 });
    const { order } = await assess(world);
    expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'LIMIT_EXCEEDED' }] });
    expect(world.channel.sent).toEqual([]);
    expect(world.order().accountDuty?.kind).toBe('release');
  });

  it('rejects a buyer who never opened the service', async () => {
    const world = new World({ order: anOrder() });
    expect((await assess(world)).order.reasons).toMatchObject([{ code: 'ACCOUNT_NOT_OPEN' }]);
  });

  const pending = { channel: 'wechatpay', code: 'code-1', state: 'pending', since: T0 } as const;

  it('decides nothing as long as the channel does not say whether it is authorised', async () => {
    const world = anApplicant({ authorisation: pending });
    world.channel.authorisation = { kind: 'unknown', cause: 'ECONNABORTED' };
    expect(await refusal(assess(world))).toBe('CHANNEL_UNAVAILABLE');
    expect(world.order()).toEqual(anOrder());
    world.channel.authorisation = { kind: 'state', state: 'active' };
    world.channel.answers('create', says('running'));
    expect((await assess(world)).order.state).toBe('accepted');
  });

  it('knows of an authorisation that somebody else noted at the same moment', async () => {
    const world = anApplicant({ authorisation: pending });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    world.channel.answers('create', says('running'));
    world.store.before = ({ operation, collection }) => {
      if (operation !== 'update' || collection !== 'creditAccounts') return;
      world.store.before = () => {};
      world.store.seed('creditAccounts', anAccount({ version: 2 }));
    };
    expect((await assess(world)).order.state).toBe('accepted');
  });

  it('does not decide anew, whatever has changed since', async () => {
    const world = anApplicant({ availableFen: 0 });
    await assess(world);
    world.store.seed('creditAccounts', anAccount());
    expect((await assess(world)).order.state).toBe('rejected');
    expect(world.channel.sent).toEqual([]);
  });

  it('knows nothing of somebody else’s order', async () => {
    const world = anApplicant();
    expect(await refusal(assessCredit(world.services, STRANGER, input))).toBe('ORDER_NOT_FOUND');
    expect(await refusal(assessCredit(world.services, CALLER, { orderId: '0'.repeat(32) }))).toBe(
      'ORDER_NOT_FOUND',
    );
    expect(world.order().state).toBe('created');
  });

  it.each([
    ['is refused by the channel', REFUSED],
    ['is unknown to the channel', NOT_FOUND],
  ])('rejects an order that %s, in neutral words', async (_what, answer) => {
    const world = anApplicant();
    world.channel.answers('create', answer);
    world.channel.answers('query', NOT_FOUND);
    const { order } = await assess(world);
    expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'CHANNEL_DECLINED' }] });
    expect(JSON.stringify(order)).not.toContain('INVALID_REQUEST');
    expect(world.order().accountDuty?.kind).toBe('release');
  });

  it('raises the alarm if what the channel refused is configured here', async () => {
    const world = anApplicant();
    const refused = { kind: 'refused', code: 'SIGN_ERROR', signed: true, misconfigured: true } as const;
    world.channel.answers('create', refused);
    world.channel.answers('query', NOT_FOUND);
    await assess(world);
    expect(world.alarms[0]).toMatchObject({ event: 'channelMisconfigured', fields: { call: 'create' } });
    expect(world.order().attention).toMatchObject([{ code: 'CHANNEL_NO_AUTHORITY' }]);
    const other = anApplicant();
    other.channel.answers('create', REFUSED);
    other.channel.answers('query', NOT_FOUND);
    await assess(other);
    expect(other.alarms).toEqual([]);
  });

  it('finds out, when the channel declines, that the buyer has ended his authorisation there', async () => {
    const world = anApplicant();
    world.channel.answers('create', REFUSED);
    world.channel.answers('query', NOT_FOUND);
    world.channel.authorisation = { kind: 'state', state: 'ended' };
    await assess(world);
    expect(world.account().authorisation?.state).toBe('ended');
  });

  it('leaves the call open when no answer comes: the timer asks', async () => {
    const world = anApplicant();
    world.channel.answers('create', UNKNOWN);
    const { order } = await assess(world);
    expect(order).toMatchObject({ state: 'approved', pending: true });
    expect(world.order().next).toMatchObject({
      action: 'resolveAttempt',
      at: new Date(T0.getTime() + 60_000),
    });
    expect(world.account().holds[ORDER]).toEqual(HELD);
  });

  it('does not send the create of a call that is under way', async () => {
    const world = anApplicant();
    world.channel.answers('create', UNKNOWN);
    await assess(world);
    await assess(world);
    expect(world.channel.sent).toHaveLength(1);
  });
});

describe('assessCredit in a race', () => {
  it('decides once for five taps at once', async () => {
    const world = anApplicant();
    world.channel.answers('create', says('running'));
    await Promise.all(Array.from({ length: 5 }, () => assess(world)));
    expect(world.channel.sent).toHaveLength(1);
    expect(world.account()).toMatchObject({ availableFen: 83_200, runningOrders: 1 });
    expect(world.order().history.filter((event) => event.type === 'approved')).toHaveLength(1);
  });

  it('gives the last of the limit to one of two orders', async () => {
    const world = anApplicant({
      availableFen: 20_000,
      limitFen: 20_000,
      record: { settledInTime: 1, settledLate: 0, returned: 0 },
    });
    const other = 'b'.repeat(32);
    world.store.seed('orders', anOrder({ _id: other }));
    world.channel.answers('create', says('awaitingBuyer'));
    await Promise.all([ORDER, other].map((orderId) => assessCredit(world.services, CALLER, { orderId })));
    expect([ORDER, other].map((id) => world.order(id).state).sort()).toEqual(['approved', 'rejected']);
    expect(world.channel.sent).toHaveLength(1);
    expect(world.account().availableFen).toBe(3_200);
  });

  it('rejects an order whose account was closed in between, and sends nothing', async () => {
    const world = anApplicant();
    world.store.before = ({ operation, collection }) => {
      if (operation === 'update' && collection === 'creditAccounts') {
        world.store.seed('creditAccounts', anAccount({ state: 'closed' }));
      }
    };
    expect((await assess(world)).order.reasons).toMatchObject([{ code: 'ACCOUNT_CLOSED' }]);
    expect(world.channel.sent).toEqual([]);
  });

  it('goes on when the answer to its hold was lost but the hold was taken', async () => {
    const world = anApplicant();
    world.store.after = ({ operation, collection }) => {
      if (operation === 'update' && collection === 'creditAccounts') throw new Error('time-out');
    };
    await expect(assess(world)).rejects.toThrow('time-out');
    expect(world.order()).toMatchObject({ state: 'approved', next: { action: 'resolveAttempt' } });
    expect(world.channel.sent).toEqual([]);
  });

  it('accepts what a callback has accepted meanwhile', async () => {
    const world = anApplicant();
    world.channel.answers('create', says('running'));
    world.channel.meanwhile = () => {
      world.store.seed('orders', orderIn('accepted', { version: 9 }));
    };
    expect((await assess(world)).order.state).toBe('accepted');
    expect(world.order().version).toBe(9);
  });
});

describe('assessCredit under another policy', () => {
  it('takes at most as many running orders as it allows, of many at once', async () => {
    const world = anApplicant();
    world.policy = aPolicy({ limits: { maxRunningOrders: 2 } });
    world.channel.answers('create', UNKNOWN);
    const ids = Array.from({ length: 6 }, (_, index) => String(index).repeat(32));
    world.store.seed('orders', ...ids.map((_id) => anOrder({ _id, amountFen: 100 })));
    await Promise.all(ids.map((orderId) => assessCredit(world.services, CALLER, { orderId })));
    expect(world.account().runningOrders).toBe(2);
    expect(world.channel.sent).toHaveLength(2);
  });
});
