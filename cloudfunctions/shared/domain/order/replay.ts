import { type Effect, effectOf } from './effects.ts';
import type { OrderEvent } from './events.ts';

/** The fields of an order as its history alone tells them; a test compares them with the stored ones. */
export function replay(history: readonly OrderEvent[]): Effect {
  return Object.assign({}, ...history.map(effectOf));
}
