import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import type { OrderState } from '../../cloudfunctions/shared/domain/order/states.ts';
import type { Buyer, Order } from '../../tools/local/buyer.ts';
import type { ChannelInTest, Trouble } from './channels/standIn.ts';
import { orderAt, type Stage, THERMOS } from './lives.ts';
import { changePolicy, NO_COUNTS } from './policy.ts';
import { expectSound } from './soundness.ts';
import { type System, useSystemOver } from './system.ts';
import { HANGING, inTrouble } from './troubles.ts';

/** A step that speaks to the channel, and where its order must end, whatever went wrong. */
export interface TroubledStep {
  readonly name: string;
  readonly from: Stage;
  /** Whether the buyer has money while the step is taken; afterwards he always has. */
  readonly solvent: boolean;
  /** What goes wrong at this step only. */
  readonly troubles?: readonly Trouble[];
  act(system: System, buyer: Buyer, order: Order): Promise<unknown>;
  readonly ends: readonly OrderState[];
  /** What the buyer has paid in the end, refunds deducted, if the order is paid through the channel. */
  readonly keptFen: number;
}

const WALLET_FEN = 100_000_000;

/**
 * Tests of every step under every trouble: each on an order of its own, and twelve days later all orders,
 * accounts and wallets are looked at. Prints the number of combinations.
 */
export function troubleTable(
  tested: ChannelInTest,
  steps: readonly TroubledStep[],
  environment: Readonly<Record<string, string>> = {},
): void {
  const system = useSystemOver(tested, environment);
  const done: { step: TroubledStep; trouble: Trouble; orderId: string }[] = [];
  const buyers: Buyer[] = [];
  const named = steps.map((step) => [step.name, step] as const);

  beforeAll(() => makeRoom(system()));
  afterAll(() => console.log(`${done.length} combinations of step and trouble`));

  test.each(named)(
    '%s, whatever goes wrong at the channel',
    async (_name, step) => {
      const buyer = system().stranger();
      buyers.push(buyer);
      await buyer.openAccount();
      await buyer.setBalance(step.solvent ? WALLET_FEN : 0);
      const troubles = [...tested.troubles, ...(step.troubles ?? [])];
      for (const trouble of troubles) {
        done.push({ step, trouble, orderId: await struck(system(), step, trouble, buyer) });
      }
      expect(done.filter((one) => one.step === step)).toHaveLength(troubles.length);
    },
    120_000,
  );

  test('every step, while all connections to the channel hang', async () => {
    const orders: Order[] = [];
    for (const [index, step] of steps.entries()) {
      orders.push(await orderAt(system(), buyerOf(index), step.from, THERMOS));
    }
    await inTrouble(system(), HANGING, async () => {
      const taps = orders.map((order, index) => steps[index]?.act(system(), buyerOf(index), order));
      await Promise.allSettled(taps);
    });
    for (const [index, step] of steps.entries()) {
      done.push({ step, trouble: HANGING, orderId: orders[index]?.orderId ?? '' });
    }
  }, 180_000);

  describe('twelve days later, everybody having money', () => {
    beforeAll(async () => {
      for (const [index, buyer] of buyers.entries()) {
        if (!steps[index]?.solvent) await buyer.setBalance(WALLET_FEN);
      }
      // What is still open is cleared up, as every minute would, before the channel tries again by itself.
      await system().cloud.advance(HOUR_MS);
      await system().cloud.advance(12 * DAY_MS);
    }, 120_000);

    test.each(named)('%s: each order has come to its right end', async (_name, step) => {
      const orders = await system().database.orders();
      const wrong = done
        .filter((one) => one.step === step)
        .flatMap(({ trouble, orderId }) => {
          const order = orders.find(({ _id }) => _id === orderId);
          const fine = order && step.ends.includes(order.state) && !order.attempt && !order.accountDuty;
          return fine ? [] : [`${trouble.name}: ${order?.state} ${order?.attempt?.kind ?? ''}`];
        });
      expect(wrong).toEqual([]);
    });

    test.each(named)('%s: its buyer was charged what he owes, and no fen more', async (_name, step) => {
      const orders = await system().database.orders();
      const paid = done.filter(
        ({ step: its, orderId }) =>
          its === step && orders.find(({ _id }) => _id === orderId)?.payment?.transactionId,
      );
      const spent = await spentFen(system(), buyerOf(steps.indexOf(step)));
      expect(spent).toBe(paid.length * step.keptFen);
      if (step.keptFen > 0) expect(paid.length).toBeGreaterThan(0);
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
}

/** For many orders of one buyer: opening an account for each would take longer than the rest. */
async function makeRoom(system: System): Promise<void> {
  const room = { openingFen: 10_000_000, ceilingFen: 10_000_000 };
  const limits = { ...room, maxRunningOrders: 100, maxOverdueOrders: 100 };
  await changePolicy(system, { ...NO_COUNTS, limits });
  await system.channel.makeRoom();
}

async function struck(system: System, step: TroubledStep, trouble: Trouble, buyer: Buyer): Promise<string> {
  const order = await orderAt(system, buyer, step.from, THERMOS);
  await inTrouble(system, trouble, async () => {
    // A tap may fail: what it began, the timer brings to its end.
    await step.act(system, buyer, order).catch(() => null);
    await system.cloud.advance(2 * MINUTE_MS);
  });
  return order.orderId;
}

/** What the channel took from a buyer's wallet, less what it gave back. */
async function spentFen({ channel }: System, { openid }: Buyer): Promise<number> {
  return WALLET_FEN - (await channel.balanceFen(openid));
}
