import type { Clock } from '../kernel/clock.ts';
import type { CallbackDelivery } from './callbacks/delivery.ts';
import type { Keys } from './keys.ts';
import type { Schedule } from './schedule.ts';
import type { State } from './state.ts';
import { compactTime } from './times.ts';

/** What every operation of the stand-in works on. */
export interface StandIn {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly deliver: CallbackDelivery;
  /** Refuses unknown fields of requests, whatever the behaviour says. */
  readonly strict: boolean;
  /** The URL path of a style sheet that its pages load; null = they load nothing. */
  readonly fontStyles: string | null;
  keys: Keys;
  state: State;
}

/** What the vendor's own clock shows, by which it checks times and signs. */
export function vendorNow({ clock, state }: StandIn): number {
  return clock.now() + state.behaviour.clockAheadMs;
}

/** A number as the vendor gives out, unique within the life of the state. */
export function nextNumber(standIn: StandIn, prefix: string): string {
  standIn.state.sequence += 1;
  return `${prefix}${compactTime(standIn.clock.now())}${String(standIn.state.sequence).padStart(8, '0')}`;
}
