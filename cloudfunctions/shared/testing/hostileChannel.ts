import type { ChannelFailure, ChannelOutcome, RefundOutcome } from '../channels/channel.ts';
import type { CallKind, ChannelRequest } from '../domain/order/attempt.ts';
import { REFUSED, UNSIGNED_NOT_FOUND, UNSIGNED_REFUSED } from './scriptedChannel.ts';
import { StatefulChannel } from './statefulChannel.ts';

/**
 * What comes back in place of the channel's own answer: a signed refusal of a call that it did not take (it is
 * busy, it wants a pause); an unsigned one, which says nothing about whether the call was taken.
 */
export type Lie =
  | 'none'
  | 'refused'
  | 'unsignedRefused'
  | 'unsignedRefusedAfter'
  | 'unsignedNotFound'
  | 'unsignedNotFoundAfter';

/** A stateful channel on a line where anybody may answer; only signatures cannot be made up. */
export class HostileChannel extends StatefulChannel {
  /**
   * What is said to the calls to come; without any, the channel itself answers. Questions are never answered
   * falsely.
   */
  lies: Lie[] = [];

  override async send(kind: Exclude<CallKind, 'refund'>, request: ChannelRequest): Promise<ChannelOutcome> {
    // Whether it takes an order at all, it decides once: two taps at one moment are not told yes and no.
    if (kind === 'create' && this.lies[0] === 'refused') this.lies[0] = 'none';
    return this.#through(() => super.send(kind, request));
  }

  override async sendRefund(request: ChannelRequest): Promise<RefundOutcome> {
    return this.#through(() => super.sendRefund(request));
  }

  async #through<O>(run: () => Promise<O>): Promise<O | ChannelFailure> {
    switch (this.lies.shift() ?? 'none') {
      case 'none':
        return run();
      case 'refused':
        return REFUSED;
      case 'unsignedRefused':
        return UNSIGNED_REFUSED;
      case 'unsignedNotFound':
        return UNSIGNED_NOT_FOUND;
      case 'unsignedRefusedAfter':
        await run();
        return UNSIGNED_REFUSED;
      case 'unsignedNotFoundAfter':
        await run();
        return UNSIGNED_NOT_FOUND;
    }
  }
}
