import type { Policy } from '../policy.ts';
import type { AssessmentFacts } from './facts.ts';

const BUCKETS = 100;

/**
 * Where a buyer stands among all, 0 to 99: always the same place, so that a rollout that grows takes nobody
 * back. FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/): nothing rests on it being hard to guess.
 */
export function rolloutBucket(buyerId: string): number {
  let hash = 0x811c9dc5;
  for (const character of buyerId) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0) % BUCKETS;
}

/** Whether the service is offered to this buyer yet. */
export function isOffered(
  { rolloutBucket: bucket, rolloutAllowed }: Pick<AssessmentFacts, 'rolloutBucket' | 'rolloutAllowed'>,
  { rollout }: Policy,
): boolean {
  return rolloutAllowed || bucket < rollout.percent;
}

/** The same of a buyer about whom nothing else is known. */
export function isInRollout(buyerId: string, policy: Policy): boolean {
  const facts = {
    rolloutBucket: rolloutBucket(buyerId),
    rolloutAllowed: policy.rollout.allowBuyers.includes(buyerId),
  };
  return isOffered(facts, policy);
}
