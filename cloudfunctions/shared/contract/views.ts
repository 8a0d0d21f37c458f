import type { ConfirmationCause } from '../domain/assessment/secondConfirmation.ts';
import type {
  Claim,
  ClaimedGoods,
  Consent,
  Notice,
  OrderLine,
  Payment,
  Refund,
  Review,
  Shipment,
} from '../domain/order/order.ts';
import type { OrderState } from '../domain/order/states.ts';
import type { BuyerStep } from '../domain/order/steps.ts';
import type { Upcoming } from '../domain/order/upcoming.ts';

/** One entry of the timeline that the buyer sees. */
export interface TimelineEntry {
  readonly type: string;
  readonly at: Date;
  readonly role: string;
}

/**
 * A return or a dispute, and what everybody said about it. At its `deadline` it goes on by itself: no answer means
 * agreed, goods that are not sent back let it lapse.
 */
export interface ClaimView extends Claim {
  readonly reason: string;
  /** What the merchant answered, in his words; empty if he has not. */
  readonly answer: string;
  /** What is to be paid if it ends as the buyer wishes, in fen; null once it has ended. */
  readonly payableAfterFen: number | null;
  /** While the channel already collects: that it may still take the money, and what happens then. */
  readonly warning: string | null;
}

export interface ReasonView {
  readonly code: string;
  /** For the buyer, in Chinese. */
  readonly message: string;
}

export interface RefusalView {
  readonly reasons: readonly ReasonView[];
  /** `note` is what was said last: by the buyer who asked, or by the operator who answered. */
  readonly review: { readonly stage: Review['stage']; readonly note: string } | null;
  readonly canAskReview: boolean;
  /** How to pay for the goods all the same. */
  readonly otherwise: string;
}

/** What a buyer must repeat before his order is decided on, and why. */
export interface SecondConfirmation {
  readonly causes: readonly ConfirmationCause[];
  readonly amountFen: number;
  /** Pieces, of all lines together. */
  readonly quantity: number;
  /** Within the policy's window, with this one. */
  readonly orders: number;
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
  /** The same in words, with the day or the rule that gives it; null once nothing is to be paid any more. */
  readonly owedText: string | null;
  /** Why the merchant lowered it, in his words; null if he did not. */
  readonly loweredBecause: string | null;
  /** What the channel collects, as far as it is known; more than is payable while it is being lowered. */
  readonly collectingFen: number | null;
  readonly createdAt: Date;
  readonly consent: Pick<Consent, 'termsVersion' | 'at'>;
  readonly chargeAfterReceiptDays: number;
  /** Why it was refused, in words; empty otherwise. */
  readonly reasons: readonly ReasonView[];
  /** What the buyer can do about a refusal; null for an order that was not refused. */
  readonly refusal: RefusalView | null;
  readonly shipment: Shipment | null;
  readonly deliveredAt: Date | null;
  /** True while the merchant asks whether the parcel has come. */
  readonly receiptAsked: boolean;
  readonly receivedAt: Date | null;
  readonly chargeAt: Date | null;
  /** What was told before the charge, in the very words. */
  readonly notice: Pick<Notice, 'amountFen' | 'chargeAt' | 'at' | 'text'> | null;
  /** False once the buyer has switched the automatic charge off: then he pays until `payBy` by a tap. */
  readonly autoCharge: boolean;
  readonly payBy: Date | null;
  /** What must be paid now, in words; null while nothing is late or about to be. */
  readonly reminder: { readonly at: Date; readonly text: string } | null;
  /** The last return or dispute, open or ended. */
  readonly claim: ClaimView | null;
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
  /** What time will do to it, the next first. */
  readonly upcoming: readonly Upcoming[];
  /** How many pieces of each of the goods have not come back: as many can be sent back. */
  readonly goodsLeft: readonly ClaimedGoods[];
  /** What its buyer can do with it now: one entry for each button. */
  readonly can: readonly BuyerStep[];
}

export interface ProductView {
  readonly productId: string;
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string;
  readonly priceFen: number;
  readonly payLater: boolean;
  /** What one piece costs now and later, in words; null where the goods are not for 先用后付. */
  readonly payLaterText: string | null;
}

/** What stands beside every 「0 元」: when the money is due, and under which terms. */
export interface PayLaterOffer {
  readonly chargeAfterReceiptDays: number;
  readonly termsVersion: number;
  readonly termsTitle: string;
  readonly termsText: string;
  readonly textHash: string;
  /** WeChat's ids of the messages that the mini-program asks the buyer to allow; one grant is good for one send. */
  readonly messageTemplates: readonly string[];
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
  /** `notNeeded`: the channel asks the buyer for each order instead. */
  readonly authorisation: 'none' | 'pending' | 'active' | 'ended' | 'notNeeded';
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
  /** Null while the account is open, or was never opened; what an erasure leaves to the buyer is told once. */
  readonly closing: ClosingView | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it on as `cursor` to read on; null at the end. */
  readonly nextCursor: string | null;
}
