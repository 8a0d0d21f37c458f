import type { CreditAccount } from '../domain/account/account.ts';
import type { Order } from '../domain/order/order.ts';
import type { DeliveryView } from './views.ts';

/** Where the goods of an order went, as it is stored. */
export interface StoredDelivery extends DeliveryView {
  readonly _id: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly createdAt: Date;
}

/** The evidence that a message of the channel came about an order, as it is stored. */
export interface StoredChannelEvent {
  readonly _id: string;
  readonly channel: string;
  readonly orderId: string | null;
  readonly receivedAt: Date;
  readonly event: string;
  readonly keyId: string;
  readonly signedAt: Date;
  readonly bodyHash: string;
}

/** Everything that is held about one buyer, a page of orders at a time; in it only what the database holds. */
export interface BuyerExport {
  readonly exportedAt: Date;
  /** `since`: when the openid was first noted; null if it is not stored. */
  readonly identity: { readonly openid: string; readonly since: Date | null };
  readonly account: Omit<CreditAccount, 'version' | 'next' | 'erasedAs'> | null;
  /** Whole, newest first; the merchant's people in them are `operator`, whoever it was. */
  readonly orders: readonly Order[];
  /** Those of the time that the page covers, newest first. */
  readonly deliveries: readonly StoredDelivery[];
  readonly channelEvents: readonly StoredChannelEvent[];
  /** How often the buyer called in the last minute in which he did; null where the platform counts, as in WeChat. */
  readonly visits: { readonly minute: Date; readonly count: number } | null;
  /** Pass it on as `cursor` to read on; null at the end. */
  readonly nextCursor: string | null;
}
