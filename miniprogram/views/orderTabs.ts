import type { OrderState } from '../../cloudfunctions/shared/domain/order/states.ts';
import { ORDER_TABS } from '../copy/orders';

export type OrderTab = keyof typeof ORDER_TABS;

/**
 * Which tab each state stands in, beside 全部. What the buyer has not finished stands with what is to be shipped: it is
 * on its way there. An order with an open claim stays where its state is, and says so on its card.
 */
const TAB_OF: Readonly<Record<OrderState, Exclude<OrderTab, 'all'>>> = {
  created: 'toShip',
  approved: 'toShip',
  accepted: 'toShip',
  shipped: 'toReceive',
  received: 'toPay',
  settling: 'toPay',
  overdue: 'toPay',
  settled: 'ended',
  rejected: 'ended',
  cancelled: 'ended',
  returned: 'ended',
  writtenOff: 'ended',
};

/** What `readOrders` is asked for; nothing for all orders. */
export function statesIn(tab: OrderTab): { readonly states?: readonly OrderState[] } {
  if (tab === 'all') return {};
  const states = Object.keys(TAB_OF) as OrderState[];
  return { states: states.filter((state) => TAB_OF[state] === tab) };
}

/** The tabs as they stand on the page, from left to right. */
export const TABS = (Object.keys(ORDER_TABS) as OrderTab[]).map((tab) => ({
  value: tab,
  label: ORDER_TABS[tab],
}));

export function isTab(value: unknown): value is OrderTab {
  return TABS.some((tab) => tab.value === value);
}
