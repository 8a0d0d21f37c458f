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
  | { readonly kind: 'facts'; readonly facts: ChannelFacts; readonly confirmView: ChannelView | null }
  | ChannelFailure;

/** What became of a call about a refund. Facts are always signed. */
export type RefundOutcome = { readonly kind: 'facts'; readonly facts: RefundFacts } | ChannelFailure;

export type AuthorisationOutcome =
  | { readonly kind: 'state'; readonly state: 'active' | 'ended' | 'never' }
  | { readonly kind: 'unknown'; readonly cause: string };

/** An HTTP request from the channel to us. */
export interface CallbackRequest {
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

/** Events that do not concern us are `ignored`, and acknowledged. */
export type CallbackContent =
  | { readonly kind: 'order'; readonly facts: ChannelFacts }
  | { readonly kind: 'refund'; readonly facts: RefundFacts }
  | { readonly kind: 'authorisation'; readonly openid: string; readonly state: 'active' | 'ended' }
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

/** What not every channel can do. The use cases ask before they offer it. */
export interface ChannelCapabilities {
  /** The buyer authorises once, before the first order, instead of confirming each one. */
  readonly authorisesOnce: boolean;
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
  /** The most that one order may cost, in fen; null if it has not said. */
  readonly maxOrderFen: number | null;
}

/** An order as the channel must know it. */
export interface ChannelOrder {
  readonly orderId: string;
  /** The most that will be collected, in fen. */
  readonly amountFen: number;
  readonly lines: readonly OrderLine[];
}

/** What of an order never changes once it runs: a request leaves it out, and it is added whenever it is sent. */
export type SentOrder = Pick<Order, '_id' | 'amountFen' | 'lines' | 'acceptedAt'>;

/**
 * Who moves the money. The `…Request` methods only write down what will be sent; `send` and `sendRefund` send
 * it, for the first time or again. No method throws for what the other side does: that is an outcome.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly can: ChannelCapabilities;

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
  query(orderId: string): Promise<ChannelOutcome>;
  queryRefund(refundNo: string): Promise<RefundOutcome>;
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
   * By payer: he may have agreed on an earlier page, or in the channel's own settings. By code: on that very
   * page.
   */
  queryAuthorisation(whose: Payer | { readonly code: string }): Promise<AuthorisationOutcome>;
  /** Ends it from our side. `refused` while the channel still has unfinished orders of this buyer. */
  endAuthorisation(
    whose: Payer | { readonly code: string },
    reason: string,
  ): Promise<'ended' | 'refused' | 'unknown'>;

  /** The channel's own page of an order, where its buyer can pay by hand while the channel collects. */
  detailView(orderId: string, now: Date): ChannelView;

  /** @throws CallbackRefused */
  readCallback(request: CallbackRequest): Callback;
}
