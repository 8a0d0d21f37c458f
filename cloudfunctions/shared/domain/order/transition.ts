import type { ConditionalWrite } from '../conditionalWrite.ts';
import type { Policy } from '../policy.ts';
import type { Attempt } from './attempt.ts';
import type { Effect } from './effect.ts';
import { effectOf } from './effects.ts';
import type { EventType, OrderEvent } from './events.ts';
import { filterOf, type Guard, inState } from './guards.ts';
import type { Attention } from './order.ts';
import { type PlanFacts, plan } from './plan.ts';
import { checkEventRules, EVENT_RULES } from './rules.ts';
import { TRANSITIONS } from './states.ts';
import { checkTransitions } from './transitionTable.ts';

// A wrong table must stop the start, not an order.
checkTransitions(TRANSITIONS, 'created');
checkEventRules(EVENT_RULES);

/** The guards of an event: the states it may happen in, its own rules, and what the caller adds. */
export function guardsOf(type: EventType, extra: readonly Guard[] = []): readonly Guard[] {
  const rule = EVENT_RULES[type];
  // Whose order it is comes before everything else; its state tells more than what follows from it.
  const isOwners = ({ code }: Guard) => code === 'ORDER_NOT_FOUND';
  const others = extra.filter((guard) => !isOwners(guard));
  return [...extra.filter(isOwners), inState(rule.from), ...others, ...rule.guards];
}

/**
 * The facts of an order about which nothing is known but what a step's guards demand: nothing is open,
 * nothing frozen. A step that writes without reading first starts from these.
 */
export const NOTHING_KNOWN: Omit<PlanFacts, 'state'> & { readonly createdAt: null } = {
  createdAt: null,
  approvedAt: null,
  acceptedAt: null,
  shipment: null,
  deliveredAt: null,
  receiptAskedAt: null,
  receivedAt: null,
  chargeAt: null,
  notice: null,
  attempt: null,
  freeze: null,
  claim: null,
  autoCharge: true,
  payBy: null,
  reminders: null,
  cancelRefusedAt: null,
  withdrawRefusedAt: null,
  lowerRefusedAt: null,
  payableFen: null,
  loweredAt: null,
  payment: null,
  refunds: [],
  collectingSince: null,
  collectingFen: null,
  dueAt: null,
  askedAt: null,
  channelToldAt: null,
  accountDuty: null,
};

/** Bookkeeping that a step changes beside its event: an opened call, a question to the channel. */
export type Bookkeeping = Pick<Effect, 'attempt' | 'askedAt' | 'channelToldAt' | 'attention'>;

/** One thing that happens to an order. */
export interface Step {
  readonly orderId: string;
  readonly event: OrderEvent;
  /** What is known of the order, by reading it or by the guards themselves. */
  readonly facts: PlanFacts;
  readonly guards?: readonly Guard[];
  readonly bookkeeping?: Bookkeeping;
  /** Something about it that a person must look at. */
  readonly attention?: Attention | undefined;
  /** What a person must still look at, where this step has answered some of it. */
  readonly attentionLeft?: readonly Attention[] | undefined;
}

/**
 * The one conditional write by which a step is taken: its guards as filter, its effect, the new plan, the next
 * version and one more entry of the history.
 */
export function transition(step: Step, policy: Policy): ConditionalWrite {
  const { event, facts, attention, attentionLeft, bookkeeping = {} } = step;
  const changes: Effect = { ...effectOf(event, facts), ...bookkeeping };
  return {
    filter: filterOf(step.orderId, guardsOf(event.type, step.guards)),
    set: {
      ...changes,
      ...(attentionLeft ? { attention: attentionLeft } : {}),
      next: plan({ ...facts, ...changes }, policy),
    },
    increment: { version: 1 },
    append: { history: event, ...(attention ? { attention } : {}) },
  };
}

/** The attempt of a step: the request as it will be sent, and when to ask if no answer comes. */
export function openAttempt(
  kind: Attempt['kind'],
  request: Attempt['request'],
  event: OrderEvent,
  askAfterMs: number,
): Attempt {
  return {
    kind,
    request,
    by: event.by,
    startedAt: event.at,
    askAt: new Date(event.at.getTime() + askAfterMs),
    resends: 0,
    notFoundAt: null,
  };
}
