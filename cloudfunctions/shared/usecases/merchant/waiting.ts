import type { WaitingView } from '../../contract/merchantViews.ts';
import type { Filter } from '../../domain/conditionalWrite.ts';
import type { CoreServices } from '../services.ts';

/** The merchant's lists of orders that wait for his people. Of each filter the first field is an index's. */
export const WAITING = {
  shipping: { state: 'accepted' },
  /** A return or dispute that is open; see `isOpen` in domain/order/claimEffects.ts. */
  claims: { 'claim.stage': { $in: ['requested', 'agreed', 'sentBack'] } },
  reviews: { 'review.stage': 'asked', state: 'rejected' },
  attention: { 'attention.code': { $exists: true } },
} as const satisfies Record<keyof WaitingView, Filter>;

/** How many orders stand on each list. */
export async function countWaiting(services: CoreServices): Promise<WaitingView> {
  const [shipping, claims, reviews, attention] = await Promise.all([
    count(services, WAITING.shipping),
    count(services, WAITING.claims),
    count(services, WAITING.reviews),
    count(services, WAITING.attention),
  ]);
  return { shipping, claims, reviews, attention };
}

async function count({ store }: CoreServices, filter: Filter): Promise<number> {
  const [total] = await store.totals('orders', { filter, groupBy: null, sum: 'payableFen' });
  return total?.documents ?? 0;
}
