import type { ChannelName } from '../order/order.ts';

/** Part of the limit taken by one order, or the tombstone it leaves for a day. */
export interface Hold {
  readonly amountFen: number;
  readonly state: 'held' | 'overdue' | 'released' | 'consumed';
  readonly at: Date;
  /** What an allowance raised the limit by for this order; taken back when the hold ends. */
  readonly extraFen?: number;
  /** What the limit shrank by when this order became overdue; given back if nothing had to be paid after all. */
  readonly shrunkFen?: number;
  /** What the limit was before it shrank, allowances apart: it is given back up to here, or to the ceiling. */
  readonly shrunkFromFen?: number;
  /** On a tombstone: the approved review of this order has been granted its allowance. */
  readonly allowed?: true;
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
  readonly returned: number;
}

/** Evidence of one opening: which text, when, and what stood beside the empty box. */
export interface OpeningConsent {
  readonly termsVersion: number;
  /** SHA-256 of the text that was shown, hex. */
  readonly textHash: string;
  readonly at: Date;
  /** 已满 18 周岁, as the buyer declared. */
  readonly adult: true;
  readonly shown: { readonly chargeAfterReceiptDays: number };
}

/** Why the limit is what it is, one entry a change. */
export interface LimitChange {
  readonly at: Date;
  readonly code:
    | 'OPENING'
    | 'SETTLED_IN_TIME'
    | 'OVERDUE'
    | 'OVERDUE_LIFTED'
    | 'ALLOWANCE'
    | 'ALLOWANCE_ENDED';
  readonly changeFen: number;
}

/** An approved review: one more order, whatever the policy says of it. */
export interface Allowance {
  /** The rejected order that was reviewed; it stays rejected. */
  readonly orderId: string;
  /** The most that the one order may cost. */
  readonly amountFen: number;
  readonly until: Date;
}

/** What time does to an account that is being closed or erased; absent where nothing is open. */
export interface AccountNext {
  readonly at: Date;
  readonly action: AccountAction;
  readonly tries: number;
}

export type AccountAction =
  /** Closed: orders that were not accepted yet are cancelled. */
  | 'cancelUnaccepted'
  /** Closed: the channel's authorisation is ended once nothing runs. */
  | 'endAuthorisation'
  | 'erase';

/**
 * One buyer's limit and holds at this merchant. At every moment
 * `limitFen = availableFen + the sum of holds in the states held and overdue`; a limit that shrank may leave
 * less than nothing available.
 */
export interface CreditAccount {
  /** The buyerId. */
  readonly _id: string;
  readonly version: number;
  /** `erasing`: closed for good, what identifies the buyer is being removed. */
  readonly state: 'open' | 'closed' | 'erasing';
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** The newest is the last one. */
  readonly consents: readonly OpeningConsent[];
  /** Null where the channel asks the buyer for each order instead. */
  readonly authorisation: Authorisation | null;
  readonly limitFen: number;
  readonly availableFen: number;
  readonly limitChanges: readonly LimitChange[];
  readonly runningOrders: number;
  readonly overdueOrders: number;
  readonly holds: Readonly<Record<string, Hold>>;
  readonly record: PaymentRecord;
  readonly allowance: Allowance | null;
  /** The minors' lock: no new order while it stands; `until` is null until somebody asks to open it. */
  readonly minorsLock: { readonly since: Date; readonly until: Date | null } | null;
  /** Where the erased buyer's money facts go: a random id. */
  readonly erasedAs: string | null;
  readonly next: AccountNext | null;
}
