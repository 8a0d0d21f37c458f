import type { Decision } from '../assessment/assess.ts';
import type { AssessmentFacts } from '../assessment/facts.ts';
import type { Attempt } from './attempt.ts';
import type { OrderEvent } from './events.ts';
import type { Next } from './plan.ts';
import type { OrderState } from './states.ts';

/** Who moves the money. */
export type ChannelName = 'wechatpay' | 'alipay';

/** One line of goods, priced when the order was created. */
export interface OrderLine {
  readonly productId: string;
  readonly title: string;
  readonly pictureUrl: string;
  readonly unitPriceFen: number;
  readonly quantity: number;
  readonly amountFen: number;
}

/** Evidence that the buyer agreed: to which text, when, and what stood beside the box. */
export interface Consent {
  readonly termsVersion: number;
  /** SHA-256 of the text that was shown, hex. */
  readonly textHash: string;
  readonly at: Date;
  readonly shown: { readonly amountFen: number; readonly chargeAfterReceiptDays: number };
}

/** What this order was agreed under; a later policy does not change it. */
export interface AgreedTerms {
  readonly chargeAfterReceiptDays: number;
  readonly policyVersion: number;
}

/** A decision, what it was made from, and the evidence that the buyer repeated his order where he had to. */
export interface AssessmentRecord extends Decision {
  readonly facts: AssessmentFacts;
  /** When the buyer repeated amount and count; null if he was not asked to. */
  readonly confirmedAgain: Date | null;
}

export interface Shipment {
  readonly carrier: string;
  readonly trackingNo: string;
  readonly shippedAt: Date;
}

/** The buyer was told: this much, at that time. Another amount or a much later time makes it void. */
export interface Notice {
  readonly amountFen: number;
  readonly chargeAt: Date;
  readonly at: Date;
  /**
   * `inApp` stands in the order; `pushed` stands there too, and WeChat has taken a message to the buyer's phone;
   * `payNow` is the buyer's own tap on the same words.
   */
  readonly via: 'inApp' | 'pushed' | 'payNow';
  /** The words that stood there. */
  readonly text: string;
}

/** What a buyer may ask for after the goods were sent. `problem`: something is wrong with them, and they stay. */
export type ClaimKind = 'return' | 'notReceived' | 'problem';

/** How far a claim has come; the last four are ends. */
export type ClaimStage = 'requested' | 'agreed' | 'sentBack' | 'done' | 'refused' | 'lapsed' | 'withdrawn';

/** A return or a dispute, from the buyer's request to its end. While it is open, the order is frozen. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly stage: ClaimStage;
  /** What shall not be paid, or be given back, in fen; and what was payable when it was asked for. */
  readonly amountFen: number;
  readonly payableFen: number;
  readonly requestedAt: Date;
  /** Since when it stands at its stage. */
  readonly since: Date;
  /** When it goes on by itself, as both sides were told; null once it has ended. */
  readonly deadline: Date | null;
}

/** Some of the goods of an order. */
export interface ClaimedGoods {
  readonly productId: string;
  readonly quantity: number;
}

/** A person looks at a refusal again. The rejected order stays rejected. */
export interface Review {
  readonly stage: 'asked' | 'approved' | 'kept';
  readonly at: Date;
}

export interface Payment {
  readonly paidFen: number;
  readonly paidAt: Date;
  /** Null if the buyer paid another way: then nothing can be refunded through the channel. */
  readonly transactionId: string | null;
  /** The channel paid in the buyer's stead, who owes it to the channel now; absent if it was the buyer. */
  readonly paidBy?: 'channelAdvance';
}

/** Money on its way back to the buyer. */
export interface Refund {
  /** Our number of it at the channel; asking again under the same number refunds nothing twice. */
  readonly refundNo: string;
  /** The channel's own number, once it has told it; its bill names the refund by this. */
  readonly channelRefundId: string | null;
  readonly amountFen: number;
  readonly requestedAt: Date;
  /** `failed` ones gave nothing back; `abnormal` ones left the merchant without reaching the buyer. */
  readonly stage: 'requested' | 'processing' | 'refunded' | 'failed' | 'abnormal';
}

/** What is still owed to the credit account; the order's plan carries it until it is done. */
export interface AccountDuty {
  /**
   * `forget` removes the tombstone that a released or consumed hold leaves for a day; `allow` grants what an
   * approved review promised.
   */
  readonly kind: 'release' | 'consume' | 'markOverdue' | 'forget' | 'allow';
  readonly at: Date;
}

/** Something that a person must look at. */
export interface Attention {
  readonly code: string;
  readonly at: Date;
  /** Which refund or payment it is about, where an order may have several. */
  readonly subject?: string;
}

/**
 * One order, one document. Its state is what its history says; every other field but the bookkeeping ones
 * (`attempt`, `askedAt`, `channelToldAt`, `accountDuty`, `attention`, `next`) follows from the history too.
 */
export interface Order {
  /** 32 hex digits, made from buyer and request; also our order number at the channel. */
  readonly _id: string;
  readonly version: number;
  readonly buyerId: string;
  readonly state: OrderState;
  readonly channel: ChannelName;
  readonly lines: readonly OrderLine[];
  /** What was agreed to. No more than this is ever collected. */
  readonly amountFen: number;
  /** What the buyer is to pay in the end: the amount agreed, or less once the merchant lowered it. */
  readonly payableFen: number;
  /** When it was last lowered. */
  readonly loweredAt: Date | null;
  readonly agreed: AgreedTerms;
  readonly consent: Consent;
  /** Keyed hash of the request, to tell a repeated request from another one under the same `requestId`. */
  readonly requestHash: string;
  /** Where the goods go, in a collection of its own. */
  readonly deliveryId: string;
  readonly createdAt: Date;
  readonly assessment: AssessmentRecord | null;
  readonly approvedAt: Date | null;
  readonly acceptedAt: Date | null;
  /** The channel's own number of this order. */
  readonly channelOrderId: string | null;
  readonly shipment: Shipment | null;
  readonly deliveredAt: Date | null;
  readonly receiptAskedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly chargeAt: Date | null;
  readonly notice: Notice | null;
  /** An open return or dispute: while it stands, nothing may be charged. */
  readonly freeze: { readonly since: Date; readonly cause: ClaimKind } | null;
  /** The last return or dispute, open or ended. */
  readonly claim: Claim | null;
  readonly review: Review | null;
  /** False once the buyer has switched the automatic charge off: then he pays by a tap. */
  readonly autoCharge: boolean;
  /** Until when he pays by a tap; null while the charge is automatic. */
  readonly payBy: Date | null;
  /** How often, and when last, the buyer was reminded that money is due. */
  readonly reminders: { readonly count: number; readonly lastAt: Date } | null;
  /** When the channel last refused to cancel. */
  readonly cancelRefusedAt: Date | null;
  /** When the channel last refused to let go of an order that is not to be paid any more. */
  readonly withdrawRefusedAt: Date | null;
  readonly collectingSince: Date | null;
  /** What the channel collects, as it last told. */
  readonly collectingFen: number | null;
  /** When the channel refused to collect less; what it takes too much is refunded then. */
  readonly lowerRefusedAt: Date | null;
  readonly dueAt: Date | null;
  readonly payment: Payment | null;
  readonly refunds: readonly Refund[];
  readonly attempt: Attempt | null;
  /** When the channel was last asked about this order. */
  readonly askedAt: Date | null;
  /** When the channel was asked to tell the buyer of the coming charge in its own words. */
  readonly channelToldAt: Date | null;
  readonly accountDuty: AccountDuty | null;
  /** What a person has not looked at yet. */
  readonly attention: readonly Attention[];
  readonly next: Next | null;
  readonly history: readonly OrderEvent[];
}
