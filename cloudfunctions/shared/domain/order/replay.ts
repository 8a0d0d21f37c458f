import type { Effect } from './effect.ts';
import { effectOf } from './effects.ts';
import type { OrderEvent } from './events.ts';

/** The fields of an order as its history alone tells them; a test compares them with the stored ones. */
export function replay(history: readonly OrderEvent[]): Effect {
  return history.reduce<Effect>(
    (told, event) => ({ ...told, ...effectOf(event, { refunds: told.refunds ?? [] }) }),
    {},
  );
}
