import type { Clock } from '../kernel/clock.ts';
import type { Faults } from '../kernel/faults.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { CallbackDelivery } from './reach.ts';

/** What a stand-in for a channel is given. */
export interface ChannelOptions {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly deliver: CallbackDelivery;
  /** Refuses unknown fields of requests, whatever the behaviour says. */
  readonly strict?: boolean;
  /** The URL path of a style sheet with a Chinese font, for the pages it shows on machines that have none. */
  readonly fontStyles?: string | null;
}
