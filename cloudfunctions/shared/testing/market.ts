import * as fc from 'fast-check';
import type { OrderState } from '../domain/order/states.ts';
import { assessCredit } from '../usecases/assessCredit.ts';
import { cancelOwnOrder } from '../usecases/cancelOrder.ts';
import { applyCallback } from '../usecases/channelCallback.ts';
import { payNow } from '../usecases/charge.ts';
import { closeAccount } from '../usecases/closeAccount.ts';
import { confirmReceipt } from '../usecases/confirmReceipt.ts';
import { recordDelivery, ship } from '../usecases/confirmShip.ts';
import { openAccount } from '../usecases/openAccount.ts';
import { runDue } from '../usecases/runDue.ts';
import { collectAgain, lowerAmount, paidElsewhere } from '../usecases/settleByMerchant.ts';
import { aCallbackOf, anAccount, anOrder, OPENING } from './builders.ts';
import { HostileChannel, type Lie } from './hostileChannel.ts';
import { BY_OPERATOR } from './lives.ts';
import type { Fate } from './statefulChannel.ts';
import { CALLER, OPERATOR, World } from './world.ts';

const IDS = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32)] as const;
const AMOUNT_FEN = 40_000;
const DAY_MS = 86_400_000;

/** What a step of a life may do, and to which order. */
interface Turn {
  readonly orderId: string;
  /** To how much of what is payable the merchant lowers it, in percent. */
  readonly percent: number;
}

/** What may happen to an order, in any sequence, also two things at once. */
const ACTIONS: Readonly<
  Record<string, (world: World, channel: HostileChannel, turn: Turn) => Promise<unknown>>
> = {
  assess: ({ services }, _channel, { orderId }) => assessCredit(services, CALLER, { orderId }),
  cancel: ({ services }, _channel, { orderId }) =>
    cancelOwnOrder(services, CALLER.buyerId, { orderId, reason: '不想要了' }),
  ship: ({ services }, _channel, { orderId }) =>
    ship(services, BY_OPERATOR, { orderId, carrier: '顺丰', trackingNo: 'SF1' }),
  deliver: ({ services }, _channel, { orderId }) =>
    recordDelivery(services, BY_OPERATOR, { orderId, evidence: '签收' }),
  receive: ({ services }, _channel, { orderId }) => confirmReceipt(services, CALLER, { orderId }),
  pay: (world, _channel, { orderId }) =>
    payNow(world.services, CALLER, {
      orderId,
      channel: 'wechatpay',
      shownAmountFen: Math.max(1, world.order(orderId).payableFen),
    }),
  lower: (world, _channel, turn) => lower(world, turn),
  lowerTwice: (world, _channel, turn) => Promise.allSettled([lower(world, turn), lower(world, turn)]),
  collectAgain: ({ services }, _channel, { orderId }) => collectAgain(services, OPERATOR, { orderId }),
  paidElsewhere: (world, _channel, { orderId }) =>
    paidElsewhere(world.services, OPERATOR, { orderId, paidAt: world.now }),
  close: ({ services }) => closeAccount(services, CALLER),
  open: ({ services }) => openAccount(services, CALLER, OPENING),
  timer: ({ services }) => runDue(services, () => true),
  timers: ({ services }) => Promise.all([runDue(services, () => true), runDue(services, () => true)]),
  progress: async (_world, channel, { orderId }) => channel.progress(orderId),
  callback: async ({ services }, channel, { orderId }) => {
    const facts = channel.facts(orderId);
    if (facts) await applyCallback(services, 'wechatpay', aCallbackOf({ kind: 'order', facts }));
  },
  refundCallback: async ({ services }, channel, { orderId }) => {
    for (const facts of channel.refundFacts(orderId))
      await applyCallback(services, 'wechatpay', aCallbackOf({ kind: 'refund', facts }));
  },
};

function lower(world: World, { orderId, percent }: Turn): Promise<unknown> {
  const { payableFen } = world.order(orderId);
  const amountFen = Math.floor((payableFen * percent) / 100);
  return lowerAmount(world.services, OPERATOR, {
    orderId,
    shownAmountFen: payableFen,
    amountFen,
    reason: '有瑕疵',
  });
}

/** What usually comes next, so that lives become long. */
const USUALLY: Readonly<Partial<Record<OrderState, readonly string[]>>> = {
  created: ['assess'],
  approved: ['progress', 'callback'],
  accepted: ['ship'],
  shipped: ['receive'],
  received: ['pay'],
  settling: ['progress'],
  overdue: ['progress', 'callback'],
  settled: ['lower', 'progress', 'refundCallback'],
};

/** To cancel ends a life: seldom, or there are no long ones. */
const SELDOM = ['cancel', 'paidElsewhere', 'close'];
const OFTEN = Object.keys(ACTIONS).filter((name) => !SELDOM.includes(name));

/** One thing that happens, or several at once, some time after the one before. */
export const anAction = fc.record({
  usual: fc.constantFrom(true, true, true, false),
  names: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.constantFrom(['lower'], ['lower', 'callback'], ['collectAgain']) },
    { weight: 5, arbitrary: fc.array(fc.constantFrom(...OFTEN), { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constantFrom(...SELDOM.map((name) => [name])) },
  ),
  orderId: fc.constantFrom(...IDS),
  percent: fc.constantFrom(0, 0, 30, 50, 99, 100),
  waitMs: fc.constantFrom(0, 0, 0, 0, 1_000, 61_000, 7_200_000, DAY_MS, 3 * DAY_MS),
  fates: fc.array(fc.constantFrom<Fate>('works', 'works', 'lostBefore', 'lostAfter'), { maxLength: 4 }),
  lies: fc.array(
    fc.constantFrom<Lie>(
      'none',
      'none',
      'none',
      'none',
      'none',
      'refused',
      'unsignedRefused',
      'unsignedRefusedAfter',
      'unsignedNotFound',
      'unsignedNotFoundAfter',
    ),
    { maxLength: 3 },
  ),
});

type Action = typeof anAction extends fc.Arbitrary<infer A> ? A : never;

/** How the channel is, which differs between merchants and days. */
export const someManners = fc.record({
  lowersAmount: fc.boolean(),
  cancelsWhileCollecting: fc.boolean(),
  findsMoney: fc.boolean(),
  ending: fc.constantFrom('refunded' as const, 'refunded' as const, 'closed' as const, 'abnormal' as const),
  declined: fc.constantFrom(null, null, null, ...IDS),
});
export type Manners = typeof someManners extends fc.Arbitrary<infer M> ? M : never;

/** One buyer, three orders, and a channel. */
export function aMarket(
  needsAuthorisation: boolean,
  { lowersAmount, cancelsWhileCollecting, findsMoney, ending, declined }: Manners,
): { world: World; channel: HostileChannel } {
  const channel = new HostileChannel();
  channel.can.authorisesOnce = needsAuthorisation;
  channel.can.lowersAmount = lowersAmount;
  Object.assign(channel, { cancelsWhileCollecting, findsMoney });
  channel.refunds.ending = ending;
  channel.declines = (orderId) => orderId === declined;
  const world = new World({ account: anAccount(), channel });
  for (const _id of IDS) world.store.seed('orders', anOrder({ _id, amountFen: AMOUNT_FEN }));
  channel.onCreate = (orderId) => {
    if (world.account().holds[orderId]?.state !== 'held')
      channel.broken.push(`${orderId}: created without a hold`);
  };
  return { world, channel };
}

/** Lets an action happen, with what usually comes next. */
export async function act(world: World, channel: HostileChannel, action: Action): Promise<void> {
  const { usual, names, waitMs, fates, lies, ...turn } = action;
  world.later(waitMs);
  channel.fates = [...fates];
  channel.lies = [...lies];
  const { state } = world.order(turn.orderId);
  // While it is collected, what somebody does comes before the money: that is soon over.
  const collected = state === 'settling' || state === 'overdue';
  const next = usual && !(collected && names.length > 0) ? (USUALLY[state] ?? []) : [];
  await Promise.allSettled([...next, ...names].map((name) => ACTIONS[name]?.(world, channel, turn)));
}

/** Long enough for refunds that failed several times, and for all that the timer puts off. */
export async function rest(world: World, channel: HostileChannel): Promise<void> {
  channel.fates = [];
  channel.lies = [];
  channel.refunds.ending = 'refunded';
  for (let round = 0; round < 60; round++) {
    world.later(DAY_MS);
    await runDue(world.services, () => true);
    for (const orderId of IDS) channel.refunds.progress(orderId);
  }
}
