import type { OrderState } from '../../cloudfunctions/shared/domain/order/states.ts';
import type { ListedOrder, OrdersAnswer } from '../views/answers';
import { call } from './call';

/** As many as one call gives at most, and if nobody says how many. */
const MOST = 50;
const USUAL = 20;

interface Asked {
  readonly states?: readonly OrderState[];
  readonly cursor?: string;
  readonly limit?: number;
}

/** One page of the buyer's orders, newest first. */
export function readMyOrders({ states, ...page }: Asked): Promise<OrdersAnswer> {
  return call('readOrders', { view: 'mine', ...(states ? { states: [...states] } : {}), ...page });
}

/** To read a list anew that shows so many orders already: as many again, as far as one call gives them. */
export function shownSoFar(orders: number): { readonly limit: number } {
  return { limit: Math.min(Math.max(orders, USUAL), MOST) };
}

/** All of the buyer's orders in these states; of those that are to be paid there are few. */
export async function readAllMyOrders(states: readonly OrderState[]): Promise<readonly ListedOrder[]> {
  const all: ListedOrder[] = [];
  let cursor: string | null = null;
  do {
    const page: OrdersAnswer = await readMyOrders({
      states,
      limit: MOST,
      ...(cursor === null ? {} : { cursor }),
    });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
