import { MINUTE_MS } from '../duration.ts';
import type { Actor } from './events.ts';

/**
 * A request to the channel, exactly as it will be sent and, if its fate stays unknown, sent again. It holds
 * nothing that identifies the buyer: `withPayerId` tells the channel to add the payer's id when it sends; and
 * nothing that stands in the order already and never changes, such as its goods.
 */
export interface ChannelRequest {
  readonly orderId: string;
  readonly path: string;
  /** JSON text. */
  readonly body: string;
  readonly withPayerId: boolean;
}

/** "No such order" may mean "not yet": it is final only this much later. */
export const NOT_FOUND_FINAL_MS = 10 * MINUTE_MS;

/**
 * What a call asks of the channel: to create, cancel or complete an order; to collect less (`modify`), to try
 * at once to collect (`collectAgain`), to take note that the buyer has paid another way (`paidElsewhere`); or
 * to give money back.
 */
export type CallKind =
  | 'create'
  | 'cancel'
  | 'complete'
  | 'modify'
  | 'collectAgain'
  | 'paidElsewhere'
  | 'refund';

/**
 * An open call to the channel: written before the call, removed by its outcome. A time-out is not a failure:
 * the attempt stays, and the channel is asked what became of it.
 */
export interface Attempt {
  readonly kind: CallKind;
  readonly request: ChannelRequest;
  readonly by: Actor;
  readonly startedAt: Date;
  /** When to ask the channel, if no outcome has come until then. */
  readonly askAt: Date;
  /** How often the stored request was sent again. */
  readonly resends: number;
  /** Since when the channel says that it has no such order; believed only when it still says so later. */
  readonly notFoundAt: Date | null;
}
