import type { Answer } from '../../services/call';

/** One order with all that the merchant's people may read. */
export type MerchantOrder = Answer<'readOrders', { readonly view: 'merchantOne'; readonly orderId: string }>;

/** An order as it stands in the merchant's list. */
export type ListedOrder = Answer<'readOrders', { readonly view: 'merchant' }>['items'][number];

export type Money = Answer<'readOrders', { readonly view: 'money' }>;

export type PolicyAnswer = Answer<'readOrders', { readonly view: 'policy' }>;
