import type { Policy } from '../policy.ts';

/**
 * Where a buyer stands from 0 to 99 when the service is offered to so many percent first: always the same for
 * one buyerId. FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function rolloutBucket(buyerId: string): number {
  let hash = 0x811c9dc5;
  for (const character of buyerId) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash % 100;
}

/** Whether the service is offered to this buyer yet. */
export function isInRollout(buyerId: string, { rollout }: Policy): boolean {
  return rolloutBucket(buyerId) < rollout.percent || rollout.allowBuyers.includes(buyerId);
}
