import type { Attention, Consent, OrderLine, Payment, Refund, Shipment } from '../domain/order/order.ts';
import type { OrderState } from '../domain/order/states.ts';

/** One entry of the timeline that the buyer sees. */
export interface TimelineEntry {
  readonly type: string;
  readonly at: Date;
  readonly role: string;
}

/** An order as its buyer and the operators see it; nothing internal, nothing that identifies anybody. */
export interface OrderView {
  readonly orderId: string;
  readonly state: OrderState;
  readonly channel: string;
  readonly lines: readonly OrderLine[];
  /** What was agreed to. */
  readonly amountFen: number;
  /** What is to be paid in the end: less than was agreed once the merchant has lowered it. */
  readonly payableFen: number;
  /** Why the merchant lowered it, in his words; null if he did not. */
  readonly loweredBecause: string | null;
  /** What the channel collects, as far as it is known; more than is payable while it is being lowered. */
  readonly collectingFen: number | null;
  readonly createdAt: Date;
  readonly consent: Pick<Consent, 'termsVersion' | 'at'>;
  readonly chargeAfterReceiptDays: number;
  /** Why it was refused, in words; empty otherwise. */
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly shipment: Shipment | null;
  readonly deliveredAt: Date | null;
  /** True while the merchant asks whether the parcel has come. */
  readonly receiptAsked: boolean;
  readonly receivedAt: Date | null;
  readonly chargeAt: Date | null;
  readonly notice: { readonly amountFen: number; readonly chargeAt: Date; readonly at: Date } | null;
  readonly dueAt: Date | null;
  readonly payment: Payment | null;
  readonly refunds: readonly Pick<Refund, 'amountFen' | 'requestedAt' | 'stage'>[];
  /** True while the channel has not answered yet. */
  readonly pending: boolean;
  readonly timeline: readonly TimelineEntry[];
}

/** Where the goods go. */
export interface DeliveryView {
  readonly recipient: string;
  readonly phone: string;
  readonly address: string;
}

/** An order with what only its buyer and the operators may see; of one order at a time. */
export interface OrderDetails extends OrderView {
  readonly delivery: DeliveryView | null;
}

/** An order as the operators' list shows it. */
export interface MerchantOrderView extends OrderView {
  /** What a person must look at, oldest first. */
  readonly attention: readonly Attention[];
}

export interface ProductView {
  readonly productId: string;
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string;
  readonly priceFen: number;
  readonly payLater: boolean;
}

/** What stands beside every 「0 元」: when the money is due, and under which terms. */
export interface PayLaterOffer {
  readonly chargeAfterReceiptDays: number;
  readonly termsVersion: number;
  readonly termsTitle: string;
  readonly termsText: string;
  readonly textHash: string;
}

/** A later amount, with its date or the rule that gives it beside it. */
export interface OwedView {
  readonly orderId: string;
  readonly state: OrderState;
  readonly payableFen: number;
  /** Null as long as it is not known: then the charge comes so many days after receipt. */
  readonly chargeAt: Date | null;
  readonly chargeAfterReceiptDays: number;
  /** Until when the buyer pays by a tap; null while the charge is automatic. */
  readonly payBy: Date | null;
  readonly dueAt: Date | null;
  /** True while a return or dispute is open: nothing is charged. */
  readonly frozen: boolean;
}

/** How far a closed account has come with the channel. */
export interface ClosingView {
  /** `byBuyer`: the channel does not let us end it. */
  readonly authorisation: 'waiting' | 'ended' | 'byBuyer';
  /** Where the buyer can end it himself, in Chinese. */
  readonly where: string;
}

export interface AccountView {
  readonly state: 'none' | 'open' | 'closed' | 'erasing';
  readonly authorisation: 'none' | 'pending' | 'active' | 'ended';
  readonly limitFen: number;
  /** Never below 0, also where the limit shrank below what is held. */
  readonly availableFen: number;
  readonly runningOrders: number;
  readonly overdueOrders: number;
  /** Why the limit is what it is, oldest first. */
  readonly limitReasons: readonly {
    readonly code: string;
    readonly message: string;
    readonly changeFen: number;
    readonly at: Date;
  }[];
  readonly holds: readonly {
    readonly orderId: string;
    readonly amountFen: number;
    readonly state: 'held' | 'overdue';
  }[];
  /** Of the orders that hold part of the limit, oldest first. */
  readonly owed: readonly OwedView[];
  /** Null where it does not stand; `until` is null until somebody asks to open it. */
  readonly minorsLock: { readonly since: Date; readonly until: Date | null } | null;
  /** True if newer terms count than the account was opened under: they are to be agreed to anew. */
  readonly termsOutdated: boolean;
  readonly consents: readonly { readonly termsVersion: number; readonly at: Date }[];
  /** Null while the account is open, or was never opened. */
  readonly closing: ClosingView | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it on as `cursor` to read on; null at the end. */
  readonly nextCursor: string | null;
}
