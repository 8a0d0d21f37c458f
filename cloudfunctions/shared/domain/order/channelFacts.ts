import type { Payment } from './order.ts';

/** How far an order has come at the channel, whatever the channel calls it. */
export type ChannelStage =
  /** The buyer must still confirm it there. */
  | 'awaitingBuyer'
  /** Agreed; nothing is being collected. */
  | 'running'
  /** Completed by the merchant: the channel collects until it has the money. */
  | 'collecting'
  | 'paid'
  /** Cancelled, expired or otherwise ended without money. */
  | 'closed';

/** What a signed answer or callback of the channel says about one of our orders. */
export interface ChannelFacts {
  readonly orderId: string;
  readonly channelOrderId: string;
  readonly stage: ChannelStage;
  /** What the channel collects or has collected; null before that. */
  readonly amountFen: number | null;
  /** Present exactly when the stage is `paid`. */
  readonly payment: Payment | null;
}
