import { type Before, duty, type Effect } from './effect.ts';
import type { OrderEvent, Resumption } from './events.ts';
import type { Claim, ClaimStage } from './order.ts';

const CLAIM_EVENTS = [
  'claimRequested',
  'claimAgreed',
  'goodsSentBack',
  'claimDone',
  'claimRefused',
  'claimLapsed',
  'claimWithdrawn',
  'undelivered',
  'returned',
] as const;

/** Returns and disputes, and goods that never arrived. */
export type ClaimEvent = Extract<OrderEvent, { type: (typeof CLAIM_EVENTS)[number] }>;

export function isClaimEvent(event: OrderEvent): event is ClaimEvent {
  return (CLAIM_EVENTS as readonly string[]).includes(event.type);
}

export function effectOnClaim(event: ClaimEvent, before: Before): Effect {
  const { at } = event;
  const { claim } = before;
  switch (event.type) {
    case 'claimRequested': {
      const { kind, amountFen, payableFen, deadline } = event;
      return {
        claim: { kind, amountFen, payableFen, stage: 'requested', requestedAt: at, since: at, deadline },
        freeze: { since: at, cause: kind },
        // What was told before the freeze is not what will happen after it, not even by a call that is still open.
        ...(before.collectingSince === null ? { notice: null } : {}),
      };
    }
    case 'claimAgreed':
      return { claim: inStage(claim, 'agreed', at, event.deadline) };
    case 'goodsSentBack':
      return { claim: inStage(claim, 'sentBack', at, event.deadline) };
    case 'claimDone':
      return {
        ...resumed(event, before),
        claim: inStage(claim, 'done', at),
        freeze: null,
        payableFen: event.payableFen,
        loweredAt: at,
      };
    case 'claimRefused':
      return { ...resumed(event, before), claim: inStage(claim, 'refused', at), freeze: null };
    case 'claimLapsed':
      return { ...resumed(event, before), claim: inStage(claim, 'lapsed', at), freeze: null };
    case 'claimWithdrawn':
      return { ...resumed(event, before), claim: inStage(claim, 'withdrawn', at), freeze: null };
    case 'undelivered':
      return { ...claimOver(before, at), payableFen: 0, loweredAt: at };
    case 'returned':
      return {
        ...claimOver(before, at),
        state: 'returned',
        attempt: null,
        payableFen: 0,
        withdrawRefusedAt: null,
        accountDuty: duty('release', at),
      };
  }
}

/** An order that ends without money has nothing left to dispute. */
export function claimOver({ claim }: Pick<Before, 'claim'>, at: Date): Effect {
  return { freeze: null, ...(claim && isOpen(claim) ? { claim: inStage(claim, 'done', at) } : {}) };
}

/** Whether the claim still waits for somebody: as long as it does, the order is frozen. */
export function isOpen({ stage }: Pick<Claim, 'stage'>): boolean {
  return stage === 'requested' || stage === 'agreed' || stage === 'sentBack';
}

function resumed({ chargeAt, dueAt, payBy }: Resumption, { state }: Before): Effect {
  // Another day to pay by is told anew.
  return { chargeAt, dueAt, payBy, ...(state === 'received' ? { reminders: null } : {}) };
}

function inStage(
  claim: Claim | null,
  stage: ClaimStage,
  since: Date,
  deadline: Date | null = null,
): Claim | null {
  return claim && { ...claim, stage, since, deadline };
}
