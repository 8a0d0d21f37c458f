import type { Payment } from './order.ts';

/** How far an order has come at the channel, whatever the channel calls it. */
export type ChannelStage =
  /** The buyer must still confirm it there. */
  | 'awaitingBuyer'
  /** Stored there, but it will never run: the channel wants an agreement that this service does not ask for. */
  | 'declined'
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

/** What a signed answer or callback of the channel says about one refund. */
export interface RefundFacts {
  /** Our number of the refund. */
  readonly refundNo: string;
  readonly channelRefundId: string;
  readonly amountFen: number;
  /** `abnormal`: the money left the merchant and could not be given to the buyer; a person must help. */
  readonly stage: 'processing' | 'refunded' | 'closed' | 'abnormal';
}
