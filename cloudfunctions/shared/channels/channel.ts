import type { CallKind, ChannelRequest } from '../domain/order/attempt.ts';
import type { ChannelFacts, RefundFacts } from '../domain/order/channelFacts.ts';
import type { ChannelName, Order, OrderLine } from '../domain/order/order.ts';

/** What the mini-program needs to open the channel's own page; passed on untouched. */
export interface ChannelView {
  readonly businessType: string;
  readonly extraData: Readonly<Record<string, string>>;
}

/**
 * How a call ended without facts. Whatever is late or broken is `unknown` and proves nothing; so does an
 * unsigned refusal wherever money could have moved, which is for the caller to judge by `signed`.
 */
export type ChannelFailure =
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly signed: boolean;
      /** Our key, number or permission was refused, whatever the request was about: a person must mend that. */
      readonly misconfigured?: true;
    }
  | { readonly kind: 'notFound'; readonly signed: boolean }
  | { readonly kind: 'unknown'; readonly cause: string };

/** What became of a call about an order. Facts are always signed. */
export type ChannelOutcome =
  | {
      readonly kind: 'facts';
      readonly facts: ChannelFacts;
      readonly confirmView: ChannelView | null;
      /**
       * The channel's number of the agreement under which it was confirmed, where that may be another person's than
       * its buyer's; null if it is not told.
       */
      readonly confirmedUnder?: string | null;
    }
  | ChannelFailure;

/** Whether who has confirmed an order is who is to pay it. */
export type ConfirmerOutcome = { readonly kind: 'confirmer'; readonly isPayer: boolean } | ChannelFailure;

/** What became of a call about a refund. Facts are always signed. */
export type RefundOutcome = { readonly kind: 'facts'; readonly facts: RefundFacts } | ChannelFailure;

export type AuthorisationOutcome =
  | { readonly kind: 'state'; readonly state: 'active' | 'ended' | 'never' }
  | Exclude<ChannelFailure, { readonly kind: 'notFound' }>;

/** An HTTP request from the channel to us. */
export interface CallbackRequest {
  /** Without what follows a question mark. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that were signed. */
  readonly rawBody: string;
}

/** A verified callback: what it says, and the evidence that it came. */
export interface Callback {
  readonly content: CallbackContent;
  readonly evidence: CallbackEvidence;
}

/**
 * Events that do not concern us are `ignored`, and acknowledged. Some channels only say that something happened:
 * then they are asked (`ask`).
 */
export type CallbackContent =
  | { readonly kind: 'order'; readonly facts: ChannelFacts }
  | { readonly kind: 'ask'; readonly orderId: string }
  | { readonly kind: 'refund'; readonly facts: RefundFacts }
  | {
      readonly kind: 'authorisation';
      readonly openid: string;
      readonly state: 'active' | 'ended';
      /** Our number of the agreement, where the channel tells it. */
      readonly code?: string;
    }
  | { readonly kind: 'ignored' };

/** What is kept of a callback: enough to show later that it came and who signed it, and nothing personal. */
export interface CallbackEvidence {
  /** The channel's own id of the event; the same for each repetition. */
  readonly eventId: string;
  readonly event: string;
  /** Which of the channel's keys has signed it. */
  readonly keyId: string;
  readonly signedAt: Date;
  /** SHA-256 of the body, hex. */
  readonly bodyHash: string;
}

/**
 * Thrown for a callback that is not proven to come from the channel, or not meant for us. It must not change
 * anything.
 */
export class CallbackRefused extends Error {}

/** Who pays, as the channel knows him; never stored with the order. */
export interface Payer {
  readonly openid: string;
}

/** Whose agreement with the channel, and under which of our numbers. */
export interface AgreementOf {
  /** Null once it is no longer kept here. */
  readonly openid: string | null;
  readonly code: string;
}

/** What not every channel can do. The use cases ask before they offer it. */
export interface ChannelCapabilities {
  /** The buyer authorises once, before the first order, instead of confirming each one. */
  readonly authorisesOnce: boolean;
  /**
   * Knows an order before its buyer has confirmed it. Else it cannot end one by then: what has ended here can still be
   * confirmed, on a page that is open, and run.
   */
  readonly knowsUnconfirmed: boolean;
  /** Who confirms a single order may open an agreement with it, which stays and of which nobody tells us. */
  readonly confirmingAgrees: boolean;
  /** Collects less, while it collects. Without it, what is collected too much is refunded. */
  readonly lowersAmount: boolean;
  /** Tries at once to collect, beside its own tries. */
  readonly collectsAgain: boolean;
  /** Takes note that the buyer has paid another way. */
  readonly notesPaidElsewhere: boolean;
  /** Lets the merchant end a buyer's authorisation. */
  readonly endsAuthorisation: boolean;
  /** Tells the buyer of a coming charge in its own words. */
  readonly announcesCharge: boolean;
  /** Its buyers come through WeChat, whose messages reach them. */
  readonly buyersInWechat: boolean;
  /** The most that one order may cost, in fen; null if it has not said. */
  readonly maxOrderFen: number | null;
}

/** An order as the channel must know it. */
export interface ChannelOrder {
  readonly orderId: string;
  /** The most that will be collected, in fen. */
  readonly amountFen: number;
  readonly lines: readonly OrderLine[];
  /** Our number of the buyer's agreement; null where the channel asks for each order instead. */
  readonly agreementCode: string | null;
}

/** An order that the channel is asked about: not every answer repeats both numbers, so each is compared that does. */
export type AskedOrder = Pick<Order, '_id' | 'channelOrderId'>;

/** What of an order never changes once it runs: a request leaves it out, and it is added whenever it is sent. */
export type SentOrder = Pick<Order, '_id' | 'channelOrderId' | 'amountFen' | 'lines' | 'acceptedAt'>;

/**
 * Who moves the money. The `…Request` methods only write down what will be sent; `send` and `sendRefund` send
 * it, for the first time or again. No method throws for what the other side does: that is an outcome.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly can: ChannelCapabilities;
  /** Where buyers can end their agreement themselves, in words for them. */
  readonly whereToEnd: string;

  createRequest(order: ChannelOrder): ChannelRequest;
  cancelRequest(orderId: string, reason: string): ChannelRequest;
  /** Asks to collect `amountFen` now: the channel answers that it collects, never that it has the money. */
  completeRequest(orderId: string, amountFen: number, at: Date): ChannelRequest;
  /** Asks to collect only `amountFen`, less than it collects now. */
  modifyRequest(orderId: string, amountFen: number, reason: string): ChannelRequest;
  collectAgainRequest(orderId: string): ChannelRequest;
  paidElsewhereRequest(orderId: string, paidAt: Date): ChannelRequest;
  /** Gives `amountFen` of the payment back. Asking again under one `refundNo` gives nothing twice. */
  refundRequest(refund: {
    readonly orderId: string;
    readonly refundNo: string;
    readonly transactionId: string;
    readonly amountFen: number;
    readonly paidFen: number;
  }): ChannelRequest;

  send(
    kind: Exclude<CallKind, 'refund'>,
    request: ChannelRequest,
    order: SentOrder,
    payer: Payer | null,
  ): Promise<ChannelOutcome>;
  sendRefund(request: ChannelRequest): Promise<RefundOutcome>;
  query(order: AskedOrder): Promise<ChannelOutcome>;
  /** Asked before an order counts as accepted whose answer names an agreement: its page may have been passed on. */
  queryConfirmer(confirmedUnder: string, payer: Payer): Promise<ConfirmerOutcome>;
  queryRefund(refund: { readonly refundNo: string; readonly transactionId: string }): Promise<RefundOutcome>;
  /**
   * Asks the channel to tell the buyer what will be charged, and on which day. Once an order; nothing rests
   * on it.
   */
  announceCharge(charge: {
    readonly order: SentOrder;
    readonly chargeFen: number;
    readonly chargeAt: Date;
  }): Promise<'sent' | 'refused' | 'unknown'>;

  /** @returns the page that asks the buyer to authorise */
  startAuthorisation(
    code: string,
  ): Promise<{ readonly kind: 'view'; readonly view: ChannelView } | ChannelFailure>;
  /**
   * Where the channel can be asked by payer: he may have agreed on an earlier page, or in the channel's own
   * settings. Else by code: on that very page.
   */
  queryAuthorisation(whose: AgreementOf): Promise<AuthorisationOutcome>;
  /** Ends it from our side. `refused` while the channel still has unfinished orders of this buyer. */
  endAuthorisation(whose: AgreementOf, reason: string): Promise<'ended' | 'refused' | 'unknown'>;

  /** The channel's own page of an order, where its buyer can pay by hand while it collects; null if it has none. */
  detailView(orderId: string, now: Date): ChannelView | null;

  /** @throws CallbackRefused */
  readCallback(request: CallbackRequest): Callback;
}
