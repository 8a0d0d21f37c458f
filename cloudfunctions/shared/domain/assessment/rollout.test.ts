import { describe, expect, it } from 'vitest';
import { rolloutBucket } from './rollout.ts';

const buyers = Array.from({ length: 10_000 }, (_, index) => `buyer-${index * 7_919}`);

describe('the place of a buyer in the rollout', () => {
  it('is always the same', () => {
    // A place that moved would take the service from buyers who have it.
    expect(['buyer-1', 'buyer-2', '林小满'].map(rolloutBucket)).toEqual([38, 19, 34]);
  });

  it('is one of a hundred, each about as likely', () => {
    const counts = new Map<number, number>();
    for (const buyer of buyers) counts.set(rolloutBucket(buyer), (counts.get(rolloutBucket(buyer)) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, place) => place),
    );
    expect(Math.min(...counts.values())).toBeGreaterThan(50);
    expect(Math.max(...counts.values())).toBeLessThan(150);
  });
});
