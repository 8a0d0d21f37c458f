import type { ChannelName, Consent } from '../order/order.ts';

/** Part of the limit taken by one order, or the tombstone it leaves for a day. */
export interface Hold {
  readonly amountFen: number;
  readonly state: 'held' | 'overdue' | 'released' | 'consumed';
  readonly at: Date;
}

/** The buyer's agreement with the channel, as far as we know of it. */
export interface Authorisation {
  readonly channel: ChannelName;
  /** Our number of the agreement at the channel. */
  readonly code: string;
  readonly state: 'pending' | 'active' | 'ended';
  readonly since: Date;
}

/** What this merchant has seen of the buyer: the only history that an assessment uses. */
export interface PaymentRecord {
  readonly settledInTime: number;
  readonly settledLate: number;
}

/**
 * One buyer's limit and holds at this merchant. At every moment
 * `limitFen = availableFen + the sum of holds in the states held and overdue`.
 */
export interface CreditAccount {
  /** The buyerId. */
  readonly _id: string;
  readonly version: number;
  readonly state: 'open' | 'closed';
  readonly openedAt: Date;
  readonly consent: Omit<Consent, 'shown'>;
  /** Null where the channel asks the buyer for each order instead. */
  readonly authorisation: Authorisation | null;
  readonly limitFen: number;
  readonly availableFen: number;
  readonly runningOrders: number;
  readonly overdueOrders: number;
  readonly holds: Readonly<Record<string, Hold>>;
  readonly record: PaymentRecord;
}
