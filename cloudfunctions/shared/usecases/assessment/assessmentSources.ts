import type { CreditAccount } from '../../domain/account/account.ts';
import type { Destination, EarlierOrder } from '../../domain/assessment/facts.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Caller, CoreServices } from '../services.ts';

/** The most documents that one query may give. */
const PAGE = 1_000;

/** What the database knows for an assessment, before the channel is looked at. */
export interface StoredSources {
  readonly order: Order | null;
  readonly account: CreditAccount | null;
  readonly earlier: readonly EarlierOrder[];
  readonly destinations: readonly Destination[];
}

/** Reads all that an assessment may need, side by side: one round trip. */
export async function readSources(
  { store }: CoreServices,
  { buyerId }: Caller,
  orderId: string,
): Promise<StoredSources> {
  const newest = { sort: [['createdAt', 'desc']], limit: PAGE } as const;
  const [order, account, earlier, destinations] = await Promise.all([
    store.get<Order>('orders', orderId),
    store.get<CreditAccount>('creditAccounts', buyerId),
    store.find<EarlierOrder>('orders', {
      ...newest,
      // Any date: orders that were never accepted have none.
      filter: { buyerId, acceptedAt: { $gte: new Date(0) } },
      fields: ['acceptedAt', 'deliveryId', 'shipment'],
    }),
    store.find<Destination>('deliveries', { ...newest, filter: { buyerId }, fields: ['address'] }),
  ]);
  return { order, account, earlier, destinations };
}
