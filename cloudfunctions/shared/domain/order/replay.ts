import type { Before, Effect } from './effect.ts';
import { effectOf } from './effects.ts';
import type { OrderEvent } from './events.ts';

const NOTHING_YET: Before = {
  state: 'created',
  refunds: [],
  claim: null,
  payBy: null,
  dueAt: null,
  reminders: null,
  collectingSince: null,
};

/** The fields of an order as its history alone tells them; a test compares them with the stored ones. */
export function replay(history: readonly OrderEvent[]): Effect {
  let told: Effect = {};
  for (const event of history) told = { ...told, ...effectOf(event, { ...NOTHING_YET, ...told }) };
  return told;
}
