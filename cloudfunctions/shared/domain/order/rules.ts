import type { EventType } from './events.ts';
import { claimAt, type Guard, notCollecting, notFrozen, nothingOpen, reviewIs } from './guards.ts';
import { type OrderState, targetsOf } from './states.ts';

/** When an event may happen: from which states, to which one (`null`: the state stays), under which guards. */
export interface EventRule {
  readonly from: readonly OrderState[];
  readonly to: OrderState | null;
  readonly guards: readonly Guard[];
  /** States in which it may happen too, and which stay as they are. */
  readonly keeps?: readonly OrderState[];
}

const COLLECTING: readonly OrderState[] = ['settling', 'overdue'];
/** The goods are out, and the money has not come. */
const UNPAID: readonly OrderState[] = ['shipped', 'received', ...COLLECTING];
/** Ended here without money; the channel may not have noticed. */
const UNPAID_ENDS: readonly OrderState[] = ['rejected', 'cancelled', 'returned', 'writtenOff'];

/** While goods can come back, or be missed, and money with them. */
const CLAIMABLE: readonly OrderState[] = [...UNPAID, 'settled'];

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
  // Overdue and not collected: the buyer had switched the automatic charge off, and taps now.
  chargeRequested: {
    from: ['received', 'overdue'],
    to: 'settling',
    guards: [nothingOpen, notFrozen, notCollecting],
    keeps: ['overdue'],
  },
  chargeRefused: { from: ['settling', 'overdue'], to: 'received', guards: [], keeps: ['overdue'] },
  collecting: {
    from: ['approved', 'accepted', 'shipped', 'received', 'settling', 'overdue'],
    to: 'settling',
    guards: [],
    keeps: ['overdue'],
  },
  overdue: { from: ['received', 'settling'], to: 'overdue', guards: [nothingOpen, notFrozen] },
  settled: {
    from: ['approved', 'accepted', 'shipped', 'received', 'settling', 'overdue'],
    to: 'settled',
    guards: [],
  },
  writtenOff: { from: ['shipped', 'received', 'settling', 'overdue'], to: 'writtenOff', guards: [] },
  // A promise to the buyer: it counts from now on, whatever a call that is still open may bring.
  lowered: {
    from: ['accepted', 'shipped', 'received', 'settling', 'overdue', 'settled'],
    to: null,
    guards: [],
  },
  lowerRequested: { from: COLLECTING, to: null, guards: [nothingOpen] },
  collectionLowered: { from: COLLECTING, to: null, guards: [] },
  lowerRefused: { from: COLLECTING, to: null, guards: [] },
  withdrawRequested: { from: [...UNPAID, ...UNPAID_ENDS], to: null, guards: [nothingOpen] },
  withdrawRefused: { from: [...UNPAID, ...UNPAID_ENDS], to: null, guards: [] },
  endedAtChannel: { from: UNPAID_ENDS, to: null, guards: [] },
  collectAgainRequested: { from: COLLECTING, to: null, guards: [nothingOpen, notFrozen] },
  collectAgainEnded: { from: COLLECTING, to: null, guards: [] },
  paidElsewhereReported: { from: COLLECTING, to: null, guards: [nothingOpen] },
  paidElsewhereRefused: { from: COLLECTING, to: null, guards: [] },
  paidAfterEnd: { from: UNPAID_ENDS, to: null, guards: [] },
  refundRequested: { from: ['settled', ...UNPAID_ENDS], to: null, guards: [nothingOpen] },
  refundAccepted: { from: ['settled', ...UNPAID_ENDS], to: null, guards: [] },
  refunded: { from: ['settled', ...UNPAID_ENDS], to: null, guards: [] },
  refundAbnormal: { from: ['settled', ...UNPAID_ENDS], to: null, guards: [] },
  refundFailed: { from: ['settled', ...UNPAID_ENDS], to: null, guards: [] },
  // A claim freezes at once, whatever call is open: from then on nothing that collects is sent.
  claimRequested: { from: CLAIMABLE, to: null, guards: [notFrozen] },
  claimAgreed: { from: CLAIMABLE, to: null, guards: [claimAt('requested')] },
  goodsSentBack: { from: CLAIMABLE, to: null, guards: [claimAt('agreed')] },
  claimDone: { from: CLAIMABLE, to: null, guards: [claimAt('requested', 'agreed', 'sentBack')] },
  claimRefused: { from: CLAIMABLE, to: null, guards: [claimAt('requested', 'sentBack')] },
  claimLapsed: { from: CLAIMABLE, to: null, guards: [claimAt('agreed')] },
  claimWithdrawn: { from: CLAIMABLE, to: null, guards: [claimAt('requested', 'agreed')] },
  undelivered: { from: ['shipped'], to: null, guards: [] },
  returned: { from: UNPAID, to: 'returned', guards: [] },
  autoChargeSwitched: { from: ['received'], to: null, guards: [nothingOpen] },
  reminded: { from: ['received', 'overdue'], to: null, guards: [notFrozen] },
  reviewAsked: { from: ['rejected'], to: null, guards: [reviewIs(null)] },
  reviewAnswered: { from: ['rejected'], to: null, guards: [reviewIs('asked')] },
};

/**
 * Checks that every rule only takes edges that the table of states has.
 * @throws Error that names the event and the edge
 */
export function checkEventRules(rules: Readonly<Record<string, EventRule>>): void {
  for (const [event, rule] of Object.entries(rules)) {
    for (const from of rule.from) {
      const { to, keeps = [] } = rule;
      if (keeps.includes(from)) continue;
      if (to !== null && to !== from && !targetsOf(from).includes(to)) {
        throw new Error(`the event ${event} takes the edge ${from} → ${to}, which the table does not have`);
      }
    }
  }
}
