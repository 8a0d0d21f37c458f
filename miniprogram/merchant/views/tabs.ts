import type { Functions } from '../../../cloudfunctions/shared/contract/functions.ts';
import { TAB_NAMES } from '../copy/orders';

export type Tab = keyof typeof TAB_NAMES;

type Asked = Extract<Functions['readOrders']['input'], { readonly view: 'merchant' }>;

/** The tabs from left to right. */
export const TABS = (Object.keys(TAB_NAMES) as Tab[]).map((value) => ({ value, label: TAB_NAMES[value] }));

const LISTS: Readonly<Record<Tab, Omit<Asked, 'view'>>> = {
  shipping: { states: ['accepted'] },
  claims: { waitingFor: 'claim' },
  reviews: { waitingFor: 'review' },
  attention: { needsAttention: true },
  all: {},
};

/** What `readOrders` is asked for a page of a tab. */
export function listOf(tab: Tab, page: Pick<Asked, 'cursor' | 'limit'>): Asked {
  return { view: 'merchant', ...LISTS[tab], ...page };
}

/** The tab that a page's address names; all orders if it names none. */
export function tabNamed(name: string | undefined): Tab {
  return TABS.find(({ value }) => value === name)?.value ?? 'all';
}
