import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import type { OrderState } from '../cloudfunctions/shared/domain/order/states.ts';
import type { Buyer, Order } from '../tools/local/buyer.ts';
import { orderAt, type Stage, THERMOS } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { useSystem } from './support/system.ts';
import { CREATE_TROUBLES, HANGING, inTrouble, TROUBLES, type Trouble } from './support/troubles.ts';

const system = useSystem(['--memory'], { WECHATPAY_PAY_ENDPOINT: 'on' });

/** THERMOS. */
const AMOUNT_FEN = 8_900;
const LOWERED_FEN = 5_000;
const WALLET_FEN = 100_000_000;

/** A step that speaks to the channel, and where its order must end, whatever went wrong. */
interface Step {
  readonly name: string;
  readonly from: Stage;
  /** Whether the buyer has money while the step is taken; afterwards he always has. */
  readonly solvent: boolean;
  /** What goes wrong at this step only. */
  readonly troubles?: readonly Trouble[];
  act(buyer: Buyer, order: Order): Promise<unknown>;
  readonly ends: readonly OrderState[];
  /** What the buyer has paid in the end, refunds deducted, if the order is settled. */
  readonly keptFen: number;
}

const STEPS: readonly Step[] = [
  {
    name: 'assessCredit creates the order',
    from: 'created',
    solvent: true,
    troubles: CREATE_TROUBLES,
    act: (buyer, { orderId }) => buyer.assess(orderId),
    ends: ['cancelled', 'rejected'],
    keptFen: 0,
  },
  {
    name: 'cancelOrder cancels it',
    from: 'accepted',
    solvent: true,
    act: (buyer, { orderId }) => buyer.cancel(orderId),
    ends: ['cancelled'],
    keptFen: 0,
  },
  {
    name: 'settle completes it',
    from: 'received',
    solvent: true,
    act: (buyer, order) => buyer.payNow(order),
    ends: ['settled'],
    keptFen: AMOUNT_FEN,
  },
  {
    name: 'settle completes it, and there is no money yet',
    from: 'received',
    solvent: false,
    act: (buyer, order) => buyer.payNow(order),
    ends: ['settled'],
    keptFen: AMOUNT_FEN,
  },
  {
    name: 'the merchant lowers what is collected',
    from: 'settling',
    solvent: false,
    act: (_buyer, order) => system().operator.lower(order, LOWERED_FEN),
    ends: ['settled'],
    keptFen: LOWERED_FEN,
  },
  {
    name: 'the merchant lets it go',
    from: 'settling',
    solvent: false,
    act: (_buyer, order) => system().operator.lower(order, 0),
    ends: ['writtenOff', 'settled'],
    keptFen: 0,
  },
  {
    name: 'the merchant has it collected again',
    from: 'settling',
    solvent: false,
    act: (_buyer, { orderId }) => system().operator.collectAgain(orderId),
    ends: ['settled'],
    keptFen: AMOUNT_FEN,
  },
  {
    name: 'the merchant was paid elsewhere',
    from: 'settling',
    solvent: false,
    act: async (_buyer, { orderId }) => system().operator.paidElsewhere(orderId, await system().now()),
    ends: ['settled'],
    keptFen: 0,
  },
  {
    name: 'the merchant refunds a part',
    from: 'settled',
    solvent: true,
    act: (_buyer, order) => system().operator.lower(order, LOWERED_FEN),
    ends: ['settled'],
    keptFen: LOWERED_FEN,
  },
  {
    name: 'the merchant refunds all',
    from: 'settled',
    solvent: true,
    act: (_buyer, order) => system().operator.lower(order, 0),
    ends: ['settled'],
    keptFen: 0,
  },
];

interface Combination {
  readonly step: Step;
  readonly trouble: Trouble;
  readonly orderId: string;
}

const done: Combination[] = [];
const buyers: Buyer[] = [];

beforeAll(async () => {
  const { database, channel } = system();
  // Room for many orders of one buyer: opening an account for each would take longer than the rest.
  const [policy] = await database.documents('policies');
  const limits = {
    openingFen: 10_000_000,
    maxOrderFen: 80_000,
    maxRunningOrders: 100,
    maxOverdueOrders: 100,
  };
  await database.collection('policies').add({ ...policy, _id: 'policy-2', version: 2, limits });
  await channel.behave({ maxRunningOrders: 1_000 });
});
afterAll(() => console.log(`${done.length} combinations of step and trouble`));

test.each(STEPS)(
  '$name, whatever goes wrong at the channel',
  async (step) => {
    const buyer = await system().buyer();
    buyers.push(buyer);
    await buyer.setBalance(step.solvent ? WALLET_FEN : 0);
    const troubles = [...TROUBLES, ...(step.troubles ?? [])];
    for (const trouble of troubles) await struck(step, trouble, buyer);
    expect(done.filter((one) => one.step === step)).toHaveLength(troubles.length);
  },
  120_000,
);

test('every step, while all connections to the channel hang', async () => {
  const orders: Order[] = [];
  for (const [index, step] of STEPS.entries()) {
    orders.push(await orderAt(system(), buyerOf(index), step.from, THERMOS));
  }
  await inTrouble(system(), HANGING, async () => {
    await Promise.all(
      orders.map(async (order, index) => STEPS[index]?.act(buyerOf(index), order).catch(() => null)),
    );
  });
  for (const [index, step] of STEPS.entries()) {
    done.push({ step, trouble: HANGING, orderId: orders[index]?.orderId ?? '' });
  }
}, 60_000);

describe('twelve days later, everybody having money', () => {
  beforeAll(async () => {
    for (const [index, buyer] of buyers.entries()) {
      if (!STEPS[index]?.solvent) await buyer.setBalance(WALLET_FEN);
    }
    await system().cloud.advance(12 * DAY_MS);
  }, 120_000);

  test.each(STEPS)('$name: each order has come to its right end', async (step) => {
    expect(await problemsOf(step)).toEqual([]);
  });

  test.each(STEPS)('$name: its buyer was charged what he owes, and no fen more', async (step) => {
    expect(await spentFen(buyerOf(STEPS.indexOf(step)))).toBe(await owedFen(step));
  });

  test('orders, accounts and channel agree', () => expectSound(system()));

  test('and no call hangs', async () => {
    const calls = await system().cloud.calls();
    expect(calls.filter((call) => call.outcome === 'running')).toEqual([]);
  });
});

/** Each step has a buyer of its own, so that his wallet tells what the step cost him. */
function buyerOf(index: number): Buyer {
  const buyer = buyers[index];
  if (!buyer) throw new Error('no buyer');
  return buyer;
}

async function struck(step: Step, trouble: Trouble, buyer: Buyer): Promise<void> {
  const { cloud } = system();
  const order = await orderAt(system(), buyer, step.from, THERMOS);
  await inTrouble(system(), trouble, async () => {
    // A tap may fail: what it began, the timer brings to its end.
    await step.act(buyer, order).catch(() => null);
    await cloud.advance(2 * MINUTE_MS);
  });
  done.push({ step, trouble, orderId: order.orderId });
}

/** Which orders of this step have not come to where they belong. */
async function problemsOf(step: Step): Promise<string[]> {
  const orders = await system().database.orders();
  return done
    .filter((one) => one.step === step)
    .flatMap(({ trouble, orderId }) => {
      const order = orders.find(({ _id }) => _id === orderId);
      if (!order) return [`${trouble.name}: no order`];
      const fine = step.ends.includes(order.state) && !order.attempt && !order.accountDuty;
      return fine ? [] : [`${trouble.name}: ${order.state} ${order.attempt?.kind ?? ''}`];
    });
}

/** What the channel took from a buyer's wallet, less what it gave back. */
async function spentFen({ openid }: Buyer): Promise<number> {
  const { wallets } = await system().channel.state();
  const [, wallet] = wallets.find(([owner]) => owner === openid) ?? [];
  return WALLET_FEN - (wallet?.balanceFen ?? 0);
}

/** What the orders of this step leave with the merchant: those that were paid through the channel. */
async function owedFen(step: Step): Promise<number> {
  const orders = await system().database.orders();
  const paid = done.filter(
    ({ step: its, orderId }) =>
      its === step && orders.find(({ _id }) => _id === orderId)?.payment?.transactionId,
  );
  return paid.length * step.keptFen;
}
