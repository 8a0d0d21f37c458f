import type { Effect } from './effect.ts';
import { effectOf } from './effects.ts';
import type { OrderEvent } from './events.ts';

/** The fields of an order as its history alone tells them; a test compares them with the stored ones. */
export function replay(history: readonly OrderEvent[]): Effect {
  let told: Effect = {};
  for (const event of history) told = Object.assign(told, effectOf(event, { refunds: told.refunds ?? [] }));
  return told;
}
