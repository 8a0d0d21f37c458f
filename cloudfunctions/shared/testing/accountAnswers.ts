import type { OutputOf } from '../contract/functions.ts';
import type { OverTheWire } from '../contract/overTheWire.ts';
import type { CreditAccount } from '../domain/account/account.ts';
import type { Order } from '../domain/order/order.ts';
import { viewAccount } from '../usecases/account/viewAccount.ts';
import { anAccount, T0 } from './builders.ts';
import { CALLER, World } from './world.ts';

type AccountAnswer = OverTheWire<OutputOf<'account', { action: 'view' }>>;

interface Told {
  /** Null: the buyer never opened one. */
  readonly account?: CreditAccount | null;
  readonly orders?: readonly Order[];
  readonly now?: Date;
}

/** An account as `account` gives it to its buyer's phone. */
export async function accountAnswer({
  account = anAccount(),
  orders = [],
  now = T0,
}: Told): Promise<AccountAnswer> {
  const world = new World(account ? { account } : {});
  world.now = now;
  world.store.seed('orders', ...orders);
  return JSON.parse(JSON.stringify(await viewAccount(world.services, CALLER)));
}

/** What an account has of these orders while they hold part of its limit. */
export function holding(
  ...orders: readonly Order[]
): Pick<CreditAccount, 'limitFen' | 'availableFen' | 'holds' | 'runningOrders' | 'overdueOrders'> {
  const limitFen = 100_000;
  const overdue = orders.filter(({ state }) => state === 'overdue').length;
  const holds = orders.map(({ _id, state, amountFen }) => {
    const held = { amountFen, state: state === 'overdue' ? 'overdue' : 'held', at: T0 } as const;
    return [_id, held] as const;
  });
  return {
    limitFen,
    availableFen: orders.reduce((left, { amountFen }) => left - amountFen, limitFen),
    holds: Object.fromEntries(holds),
    runningOrders: orders.length,
    overdueOrders: overdue,
  };
}
