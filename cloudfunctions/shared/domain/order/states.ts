/**
 * The life of an order as data: each state and where it may go. `approved` and later hold part of the
 * buyer's limit; the last five are ends.
 */
export const TRANSITIONS = {
  created: ['approved', 'rejected', 'cancelled'],
  approved: ['accepted', 'rejected', 'cancelled'],
  accepted: ['shipped', 'cancelled'],
  shipped: ['received', 'returned'],
  received: ['settling', 'overdue', 'returned'],
  settling: ['settled', 'received', 'overdue', 'returned', 'writtenOff'],
  overdue: ['settled', 'returned', 'writtenOff'],
  settled: [],
  rejected: [],
  cancelled: [],
  returned: [],
  writtenOff: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderState = keyof typeof TRANSITIONS;

/**
 * The channel's facts win: edges that no step of ours takes, but that a signed answer of the channel may.
 * Paid is accepted from every running state; an order that was completed over there is being collected; one
 * that was closed over there can never be collected any more.
 */
export const CHANNEL_TRANSITIONS = {
  approved: ['settling', 'settled'],
  accepted: ['settling', 'settled'],
  shipped: ['settling', 'settled', 'writtenOff'],
  received: ['settled', 'writtenOff'],
} as const satisfies Partial<Record<OrderState, readonly OrderState[]>>;

export const ORDER_STATES = Object.keys(TRANSITIONS) as OrderState[];

const channelTargets: Partial<Record<OrderState, readonly OrderState[]>> = CHANNEL_TRANSITIONS;

/** Where `state` may go by a step of ours or by a fact of the channel. */
export function targetsOf(state: OrderState): readonly OrderState[] {
  return [...TRANSITIONS[state], ...(channelTargets[state] ?? [])];
}

/** True once nothing can happen to the order any more, refunds apart. */
export function isEnded(state: OrderState): boolean {
  return TRANSITIONS[state].length === 0;
}
