import type { EventType } from './events.ts';
import { type Guard, notFrozen, nothingOpen } from './guards.ts';
import { type OrderState, targetsOf } from './states.ts';

/** When an event may happen: from which states, to which one (`null`: the state stays), under which guards. */
export interface EventRule {
  readonly from: readonly OrderState[];
  readonly to: OrderState | null;
  readonly guards: readonly Guard[];
}

/**
 * The rules of all events, as data. Outcomes of a call to the channel have no guard against an open call:
 * they close it.
 */
export const EVENT_RULES: Readonly<Record<EventType, EventRule>> = {
  created: { from: [], to: 'created', guards: [] },
  approved: { from: ['created'], to: 'approved', guards: [nothingOpen] },
  rejected: { from: ['created', 'approved'], to: 'rejected', guards: [] },
  awaitingBuyer: { from: ['approved'], to: null, guards: [] },
  accepted: { from: ['approved'], to: 'accepted', guards: [] },
  cancelRequested: { from: ['approved', 'accepted'], to: null, guards: [nothingOpen] },
  cancelRefused: { from: ['approved', 'accepted'], to: null, guards: [] },
  cancelled: { from: ['created', 'approved', 'accepted'], to: 'cancelled', guards: [] },
  shipped: { from: ['accepted'], to: 'shipped', guards: [nothingOpen, notFrozen] },
  delivered: { from: ['shipped'], to: null, guards: [] },
  receiptAsked: { from: ['shipped'], to: null, guards: [notFrozen] },
  received: { from: ['shipped'], to: 'received', guards: [nothingOpen, notFrozen] },
  noticed: { from: ['received'], to: null, guards: [nothingOpen, notFrozen] },
  chargePostponed: { from: ['received'], to: null, guards: [nothingOpen] },
  chargeRequested: { from: ['received'], to: 'settling', guards: [nothingOpen, notFrozen] },
  chargeRefused: { from: ['settling'], to: 'received', guards: [] },
  collecting: {
    from: ['approved', 'accepted', 'shipped', 'received', 'settling'],
    to: 'settling',
    guards: [],
  },
  overdue: { from: ['settling'], to: 'overdue', guards: [nothingOpen, notFrozen] },
  settled: {
    from: ['approved', 'accepted', 'shipped', 'received', 'settling', 'overdue'],
    to: 'settled',
    guards: [],
  },
  writtenOff: { from: ['shipped', 'received', 'settling', 'overdue'], to: 'writtenOff', guards: [] },
};

/**
 * Checks that every rule only takes edges that the table of states has.
 * @throws Error that names the event and the edge
 */
export function checkEventRules(rules: Readonly<Record<string, EventRule>>): void {
  for (const [event, rule] of Object.entries(rules)) {
    for (const from of rule.from) {
      const { to } = rule;
      if (to !== null && to !== from && !targetsOf(from).includes(to)) {
        throw new Error(`the event ${event} takes the edge ${from} → ${to}, which the table does not have`);
      }
    }
  }
}
