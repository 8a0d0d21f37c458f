import { beforeEach, describe, expect, it } from 'vitest';
import { aCallbackOf, anAccount, factsAt, later, ORDER, T0 } from '../../testing/builders.ts';
import { BY_BUYER, orderIn } from '../../testing/lives.ts';
import { says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { CALLER, World } from '../../testing/world.ts';
import { closeAccount } from '../account/closeAccount.ts';
import { eraseBuyer } from '../account/eraseBuyer.ts';
import { cancelOrder } from '../orders/cancelOrder.ts';
import { viewOf } from '../orders/orderView.ts';
import { runDue } from '../time/runDue.ts';
import { applyCallback } from './channelCallback.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;
const timer = (world: World) => runDue(world.services, () => true);

/** The channel knows the order only once it is confirmed: until then there is nothing that it could end. */
let world: World;
beforeEach(() => {
  world = new World({
    order: orderIn('approved', { channelOrderId: ORDER }),
    account: anAccount({
      authorisation: null,
      availableFen: 83_200,
      runningOrders: 1,
      holds: { [ORDER]: HELD },
    }),
  });
  world.channel.can.authorisesOnce = false;
  world.channel.can.knowsUnconfirmed = false;
  world.channel.answers('query', says('awaitingBuyer'));
  world.channel.answers('cancel', says('closed'));
});

const cancel = () => cancelOrder(world.services, world.order(), BY_BUYER, '不想要了');
/** Whatever ends an order before its buyer has confirmed it. */
const ENDS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['its buyer cancels it', cancel],
  ['its buyer closes the service', () => closeAccount(world.services, CALLER)],
  [
    'nobody confirms it in time',
    async () => {
      world.later(DAY_MS);
      await timer(world);
    },
  ],
  [
    'the answer to its cancellation is lost',
    async () => {
      world.channel.answers('cancel', UNKNOWN, says('closed'));
      await cancel();
      world.later(60_000);
      await timer(world);
    },
  ],
];

describe.each(ENDS)('when %s,', (_what, end) => {
  beforeEach(async () => {
    await end();
    expect(world.order().state).toBe('cancelled');
  });

  it('an order that is confirmed all the same is ended at the channel a day later', async () => {
    const sent = world.channel.sentOf('cancel').length;
    world.channel.answers('query', says('running'));
    world.later(DAY_MS - 1);
    await timer(world);
    expect(world.channel.sentOf('cancel')).toHaveLength(sent);
    world.later(1);
    await timer(world);
    expect(world.channel.sentOf('cancel')).toHaveLength(sent + 1);
    expect(world.order()).toMatchObject({ state: 'cancelled', attempt: null, next: null });
    expect(world.order().history.at(-1)?.type).toBe('endedAtChannel');
  });

  it('it is over a day later if it never was', async () => {
    world.later(DAY_MS);
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'cancelled', attempt: null, next: null });
  });

  it('the limit is free at once, and its buyer waits for nothing', async () => {
    await timer(world);
    expect(world.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
    expect(viewOf(world.order())).toMatchObject({ state: 'cancelled', pending: false });
  });

  it('news of a confirmation end it there without that day', async () => {
    const running = aCallbackOf({ kind: 'order', facts: factsAt('running') });
    await applyCallback(world.services, 'wechatpay', running);
    world.channel.answers('query', says('running'));
    const sent = world.channel.sentOf('cancel').length;
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'cancelled', attempt: null });
    expect(world.channel.sentOf('cancel')).toHaveLength(sent + 1);
  });

  it('its buyer can be erased, and it is ended there all the same', async () => {
    await eraseBuyer(world.services, CALLER);
    expect(world.store.peek('creditAccounts', CALLER.buyerId)).toBeNull();
    world.channel.answers('query', says('running'));
    const sent = world.channel.sentOf('cancel').length;
    world.later(DAY_MS);
    await timer(world);
    expect(world.channel.sentOf('cancel')).toHaveLength(sent + 1);
    expect(world.order()).toMatchObject({ state: 'cancelled', attempt: null });
  });
});

it.each([
  ['where the channel knows of it before', () => (world.channel.can.knowsUnconfirmed = true)],
  [
    'that was accepted before',
    () => world.store.seed('orders', orderIn('accepted', { acceptedAt: later(T0, HOUR_MS) })),
  ],
])('an order %s is over when it is cancelled', async (_what, change) => {
  change();
  await cancel();
  expect(world.order()).toMatchObject({ state: 'cancelled', attempt: null });
});
