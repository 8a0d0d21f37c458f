import type { CreditAccount, Hold } from '../domain/account/account.ts';
import type { Order } from '../domain/order/order.ts';
import type { Visits } from '../usecases/visits/countVisit.ts';
import { anAccount, anAttempt, BUYER, T0 } from './builders.ts';
import { orderIn } from './lives.ts';
import { StatefulChannel } from './statefulChannel.ts';
import { CALLER, World } from './world.ts';

/** The orders of `aBusyBuyer`. */
export const BUSY = { created: '1'.repeat(32), approved: '2'.repeat(32), shipped: '3'.repeat(32) };

const hold: Hold = { amountFen: 16_800, state: 'held', at: T0 };

/** An account that holds something for each of these orders. */
export function accountWith(held: readonly string[], changes: Partial<CreditAccount> = {}): CreditAccount {
  return anAccount({
    holds: Object.fromEntries(held.map((id) => [id, hold])),
    availableFen: 100_000 - held.length * hold.amountFen,
    runningOrders: held.length,
    ...changes,
  });
}

/** An order as a channel is told of it, but for its number. */
const SENT = { amountFen: 16_800, lines: [], agreementCode: null };

/** A buyer with an order in each state that matters to a closing, at a channel that keeps its own books. */
export async function aBusyBuyer(): Promise<{ world: World; channel: StatefulChannel }> {
  const channel = new StatefulChannel();
  const world = new World({ channel, account: accountWith([BUSY.approved, BUSY.shipped]) });
  world.store.seed('orders', orderIn('created', { _id: BUSY.created }));
  world.store.seed('orders', orderIn('shipped', { _id: BUSY.shipped }));
  const request = channel.createRequest({ ...SENT, orderId: BUSY.approved });
  const attempt = anAttempt('create', { request });
  world.store.seed('orders', orderIn('approved', { _id: BUSY.approved, attempt }));
  for (const orderId of [BUSY.approved, BUSY.shipped]) {
    await channel.send('create', channel.createRequest({ ...SENT, orderId }));
  }
  world.later(43_200_000);
  return { world, channel };
}

/** A short number of an order. */
export const orderNo = (index: number) => String(index).padStart(32, '0');

/** Where the goods of an order of `aPastBuyer` went. */
export const deliveryOf = (orderId: string) => ({
  _id: `delivery-${orderId}`,
  orderId,
  buyerId: BUYER,
  recipient: '林小满',
  phone: '13800000000',
  address: '泉州',
  createdAt: T0,
});

/** A buyer who has bought for a while, and for whom nothing runs any more. */
export function aPastBuyer(orders = 3): World {
  const world = new World({ account: anAccount() });
  const states = ['settled', 'cancelled', 'rejected'] as const;
  for (let index = 0; index < orders; index++) {
    const _id = orderNo(index);
    const state = states[index % states.length] ?? 'settled';
    world.store.seed('orders', orderIn(state, { _id, accountDuty: null, next: null }));
    world.store.seed('deliveries', deliveryOf(_id));
  }
  world.store.seed<Visits>('visits', { _id: BUYER, minute: 0, count: 1 });
  return world;
}

/** All that is stored of buyers, as text. */
export function everything(world: World): string {
  const collections = [
    'orders',
    'deliveries',
    'creditAccounts',
    'buyers',
    'channelEvents',
    'visits',
  ] as const;
  return JSON.stringify(collections.map((name) => world.store.all(name)));
}

/** What leads to the buyer, and is stored anywhere. */
export function tracesOf(world: World): string[] {
  const text = everything(world);
  const traces = [CALLER.openid, BUYER, '林小满', '13800000000', '泉州', 'SF1', 'code-1', '不想要了'];
  return traces.filter((trace) => text.includes(trace));
}

/** What an order says of money. */
export function moneyFacts({ _id, state, amountFen, payableFen, payment, refunds, consent, history }: Order) {
  const events = history.map(({ type, at, by }) => ({ type, at, role: by.role }));
  return { _id, state, amountFen, payableFen, payment, refunds, consent, events };
}
