import type { Channel } from '../channels/channel.ts';
import type { Actor } from '../domain/order/events.ts';
import type { ChannelName } from '../domain/order/order.ts';
import type { Policy } from '../domain/policy.ts';
import type { PushMessage, PushOutcome } from './money/push.ts';
import type { Store } from './store.ts';

/** Who calls, as the platform says; never as the event says. */
export interface Caller {
  /** Who it is to the channel through whose door the call came. */
  readonly openid: string;
  readonly buyerId: string;
  readonly channel: ChannelName;
  /** Through this door the merchant's people come too, and they are known by what its users are called. */
  readonly staffDoor?: true;
}

/** The text that buyers agree to; the newest version counts. */
export interface Terms {
  readonly version: number;
  readonly title: string;
  readonly text: string;
  /** SHA-256 of the text, hex. */
  readonly textHash: string;
}

/** What the merchant decides by: data that changes without a deployment. */
export interface Rules {
  readonly policy: Policy;
  readonly terms: Terms;
}

export interface Identity {
  /** The pseudonym of a buyer: users of two channels are two people, whatever they are called. */
  buyerId(channel: ChannelName, openid: string): string;
  /** The same buyer and request always make the same order id. */
  orderId(buyerId: string, requestId: string): string;
  /** A keyed fingerprint that tells two requests apart and gives nothing of them away. */
  requestHash(request: unknown): string;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** What every use case needs from outside, handed in. */
export interface CoreServices {
  readonly store: Store;
  readonly identity: Identity;
  now(): Date;
  newId(): string;
  /** May be up to a minute old. */
  rules(): Promise<Rules>;
  /** @throws DomainError FORBIDDEN if this caller is no operator */
  operator(caller: Caller): Promise<Actor>;
  log(event: string, fields: LogFields): void;
  /** Something that a person must look at. */
  alarm(event: string, fields: LogFields): void;
}

/** For use cases that speak to a channel, or to the buyer; the others' bundles carry none of it. */
export interface Services extends CoreServices {
  channel(name: ChannelName): Promise<Channel>;
  /** Sends a subscribe message, within five seconds. Never throws: what proves nothing is `unknown`. */
  push(message: PushMessage): Promise<PushOutcome>;
}
