import type { Attempt, ChannelRequest } from '../domain/order/attempt.ts';
import type { ChannelFacts } from '../domain/order/channelFacts.ts';
import type { ChannelName, OrderLine } from '../domain/order/order.ts';

/** What the mini-program needs to open the channel's own page; passed on untouched. */
export interface ChannelView {
  readonly businessType: string;
  readonly extraData: Readonly<Record<string, string>>;
}

/**
 * How a call to the channel ended. Only a signed answer is `facts`, `refused` or `notFound`; whatever is
 * not signed, late or broken is `unknown` and proves nothing.
 */
export type ChannelOutcome =
  | { readonly kind: 'facts'; readonly facts: ChannelFacts; readonly confirmView: ChannelView | null }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'unknown'; readonly cause: string };

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

/** What a verified callback says. Events that do not concern us are `ignored`, and acknowledged. */
export type CallbackContent =
  | { readonly kind: 'order'; readonly facts: ChannelFacts }
  | { readonly kind: 'authorisation'; readonly openid: string; readonly state: 'active' | 'ended' }
  | { readonly kind: 'ignored'; readonly event: string };

/** Thrown for a callback that is not proven to come from the channel. It must not change anything. */
export class CallbackRefused extends Error {}

/** Who pays, as the channel knows him; never stored with the order. */
export interface Payer {
  readonly openid: string;
}

/**
 * Who moves the money. The `…Request` methods only write down what will be sent; `send` sends it, for the
 * first time or again. No method throws for what the other side does: that is an outcome.
 */
export interface Channel {
  readonly name: ChannelName;
  /** Whether the buyer authorises once, before the first order, instead of confirming each one. */
  readonly needsAuthorisation: boolean;
  createRequest(order: {
    readonly orderId: string;
    readonly amountFen: number;
    readonly lines: readonly OrderLine[];
  }): ChannelRequest;
  cancelRequest(orderId: string, reason: string): ChannelRequest;
  /** Asks to collect `amountFen` now: the channel answers that it collects, never that it has the money. */
  completeRequest(orderId: string, amountFen: number, at: Date): ChannelRequest;
  send(kind: Attempt['kind'], request: ChannelRequest, payer: Payer | null): Promise<ChannelOutcome>;
  query(orderId: string): Promise<ChannelOutcome>;
  /** @returns the page that asks the buyer to authorise, or null if the channel gave none */
  startAuthorisation(code: string): Promise<ChannelView | null>;
  /** By payer, not by code: he may have agreed on an earlier page, or in the channel's own settings. */
  queryAuthorisation(payer: Payer): Promise<AuthorisationOutcome>;
  /** @throws CallbackRefused */
  readCallback(request: CallbackRequest): CallbackContent;
}
