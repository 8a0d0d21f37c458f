import type { Clock } from '../kernel/clock.ts';
import { compactTime } from './times.ts';

interface Numbering {
  readonly clock: Clock;
  readonly state: { sequence: number };
}

/** A number as a vendor gives out, unique within the life of the state: a prefix and 22 digits. */
export function nextNumber({ clock, state }: Numbering, prefix: string): string {
  state.sequence += 1;
  return `${prefix}${compactTime(clock.now())}${String(state.sequence).padStart(8, '0')}`;
}
