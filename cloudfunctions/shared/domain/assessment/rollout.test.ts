import { describe, expect, it } from 'vitest';
import { aPolicy } from '../../testing/builders.ts';
import { isInRollout, rolloutBucket } from './rollout.ts';

const buyers = Array.from({ length: 5_000 }, (_, index) => `buyer-${index}`);
const offeredAt = (percent: number) => {
  const policy = aPolicy({ rollout: { percent } });
  return buyers.filter((buyer) => isInRollout(buyer, policy));
};

describe('the rollout', () => {
  it('is the published hash: the words of its own test vectors fall where they must', () => {
    // FNV-1a 32 bit of '' is 0x811c9dc5, of 'a' 0xe40c292c, of 'foobar' 0xbf9cf968.
    expect(['', 'a', 'foobar'].map(rolloutBucket)).toEqual([
      0x811c9dc5 % 100,
      0xe40c292c % 100,
      0xbf9cf968 % 100,
    ]);
  });

  it('offers the service to nobody at 0 percent and to everybody at 100', () => {
    expect(offeredAt(0)).toEqual([]);
    expect(offeredAt(100)).toEqual(buyers);
  });

  it('reaches about as many as it says, and whoever was in stays in when it grows', () => {
    const [few, more] = [offeredAt(10), offeredAt(30)];
    expect(few.length / buyers.length).toBeCloseTo(0.1, 1);
    expect(more.length / buyers.length).toBeCloseTo(0.3, 1);
    expect(few.filter((buyer) => !more.includes(buyer))).toEqual([]);
  });

  it('offers it to those on the list, whatever the percentage', () => {
    const policy = aPolicy({ rollout: { percent: 0, allowBuyers: ['buyer-7'] } });
    expect(buyers.filter((buyer) => isInRollout(buyer, policy))).toEqual(['buyer-7']);
  });
});
