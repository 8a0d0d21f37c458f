import type { Factor } from '../domain/assessment/factors.ts';
import type { ConfirmationCause } from '../domain/assessment/secondConfirmation.ts';
import type {
  Attention,
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
import type { BuyerStep, OperatorStep } from '../domain/order/steps.ts';
import type { Upcoming } from '../domain/order/upcoming.ts';
import type { Policy } from '../domain/policy.ts';

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

/** An order as the operators' list shows it. */
export interface MerchantOrderView extends OrderView {
  /** What a person must look at, oldest first. */
  readonly attention: readonly Attention[];
}

/** One entry of an order's full history, as the operators read it. */
export interface HistoryEntry extends TimelineEntry {
  /** The operator's staff number; null for everybody else. */
  readonly staffNo: string | null;
  /** The money that it was about, in fen; null if it was about none. */
  readonly amountFen: number | null;
  /** What was said or written down: a reason, an answer, a parcel's number; empty if nothing was. */
  readonly note: string;
}

/** Why an order was approved or refused: each factor with its points. */
export interface AssessmentView {
  readonly decision: 'approved' | 'rejected';
  readonly points: number;
  readonly policyVersion: number;
  readonly factors: readonly (Factor & { readonly message: string })[];
  readonly reasons: readonly ReasonView[];
  /** Reasons that an approved review has set aside. */
  readonly waived: readonly ReasonView[];
}

/** An order with all that the operators may see of it. */
export interface MerchantOrderDetails extends MerchantOrderView {
  /** When it was read, by the clock of the functions; a phone's may be wrong. */
  readonly at: Date;
  readonly delivery: DeliveryView | null;
  readonly upcoming: readonly Upcoming[];
  /** What an operator can do with it now: one entry for each button. */
  readonly can: readonly OperatorStep[];
  readonly assessment: AssessmentView | null;
  readonly history: readonly HistoryEntry[];
}

/** An amount of fen that several orders come to. */
export interface MoneyTotal {
  readonly orders: number;
  readonly amountFen: number;
}

/** What happened, or will, on one day in China. */
export interface MoneyOfDay extends MoneyTotal {
  /** `2026-03-11` */
  readonly day: string;
}

/** How many orders wait for the merchant's people, on each of his lists. */
export interface WaitingView {
  readonly shipping: number;
  /** Returns and disputes that are open. */
  readonly claims: number;
  readonly reviews: number;
  readonly attention: number;
}

/** What buyers owe the merchant and have paid him, over all orders, and what waits for his people. */
export interface MoneyView {
  /** When it was counted. */
  readonly at: Date;
  /** Accepted or on the way: owed once the goods are received. */
  readonly promised: MoneyTotal;
  /** Received and not paid yet, overdue ones among them. */
  readonly owed: MoneyTotal;
  /**
   * Of these: to be charged, or paid by a tap, today or within the six days after it. What is frozen by a return or
   * dispute is owed, and not due.
   */
  readonly dueThisWeek: MoneyTotal;
  /** Of these: the channel collects it, and it is not late yet. */
  readonly collecting: MoneyTotal;
  readonly overdue: MoneyTotal;
  /** Paid in the last thirty days, and what of all payments went back in that time. */
  readonly settled: MoneyTotal;
  readonly refunded: MoneyTotal;
  /** The next fourteen days that something is due on, today among them; days without anything are left out. */
  readonly dueByDay: readonly MoneyOfDay[];
  /** The last thirty days that something was paid on, today among them; days without anything are left out. */
  readonly settledByDay: readonly MoneyOfDay[];
  readonly waiting: WaitingView;
}

/** The policy that counts now; who is on its allow-list is only counted. */
export interface PolicyView extends Omit<Policy, 'rollout' | 'messages'> {
  readonly rollout: { readonly percent: number; readonly allowedBuyers: number };
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
  /** Null while the account is open, or was never opened. */
  readonly closing: ClosingView | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it on as `cursor` to read on; null at the end. */
  readonly nextCursor: string | null;
}
