import type { CallbackDelivery } from '../channels/reach.ts';
import type { Schedule } from '../channels/schedule.ts';
import type { Clock } from '../kernel/clock.ts';
import type { JobKind } from './jobs.ts';
import type { Keys } from './keys.ts';
import type { State } from './state.ts';

/** What every operation of the stand-in works on. */
export interface StandIn {
  readonly clock: Clock;
  readonly schedule: Schedule<JobKind>;
  readonly deliver: CallbackDelivery;
  /** The 应用网关 of the merchant's app: where messages go. Undefined = none was entered, none are sent. */
  readonly appGateway: () => string | undefined;
  /** Refuses unknown fields of requests, whatever the behaviour says. */
  readonly strict: boolean;
  /** The URL path of a style sheet that its pages load; null = they load nothing. */
  readonly fontStyles: string | null;
  keys: Keys;
  state: State;
}

/** What the vendor's own clock shows, by which it checks times and dates what it tells. */
export function vendorNow({ clock, state }: StandIn): number {
  return clock.now() + state.behaviour.clockAheadMs;
}
