import type { Answer } from '../services/call';

/** One order with all that its buyer may read. */
export type OrderAnswer = Answer<'readOrders', { readonly view: 'one'; readonly orderId: string }>;

/** A page of his orders. */
export type OrdersAnswer = Answer<'readOrders', { readonly view: 'mine' }>;

/** An order as it stands in a list. */
export type ListedOrder = OrdersAnswer['items'][number];

/** The buyer's own account. */
export type Account = Answer<'account', { readonly action: 'view' }>['account'];
