import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aPolicy } from '../testing/builders.ts';
import { MemoryStore } from '../testing/memoryStore.ts';
import { textHashOf } from './identity.ts';
import { readRules } from './rules.ts';

let alarms: string[];

beforeEach(() => {
  alarms = [];
  vi.spyOn(console, 'error').mockImplementation((line) => alarms.push(String(line)));
});

afterEach(() => vi.restoreAllMocks());

function aStore(policies: readonly object[]): MemoryStore {
  const store = new MemoryStore();
  for (const [index, policy] of policies.entries())
    store.seed('policies', { _id: `policy-${index}`, ...policy });
  store.seed('terms', { _id: 'terms-1', version: 1, title: '旧', text: '旧条款' });
  store.seed('terms', { _id: 'terms-2', version: 2, title: '新', text: '新条款', note: 'x' });
  return store;
}

describe('the rules', () => {
  it('are the newest policy and the newest terms, with the hash of their text', async () => {
    const rules = await readRules(aStore([aPolicy({ version: 9 }), aPolicy({ version: 10 }), aPolicy()]));
    expect(rules.policy).toEqual(aPolicy({ version: 10 }));
    expect(rules.terms).toEqual({ version: 2, title: '新', text: '新条款', textHash: textHashOf('新条款') });
    expect(alarms).toEqual([]);
  });

  it('are the newest valid ones: an invalid one is passed over, with an alarm', async () => {
    const broken = aPolicy({ version: 3, charge: { noticeHours: 71 } });
    expect((await readRules(aStore([broken, aPolicy({ version: 2 })]))).policy.version).toBe(2);
    expect(alarms.map((line) => JSON.parse(line))).toEqual([
      { level: 'alarm', event: 'invalidRules', collection: 'policies', fields: ['charge.noticeHours'] },
    ]);
  });

  it.each([
    ['limits.ceilingFen', { limits: { ceilingFen: 1 } }],
    ['velocity.maxOrders', { velocity: { maxOrders: 0 } }],
    ['secondConfirmation.fromOrders', { secondConfirmation: { fromOrders: 1 } }],
    ['rollout.percent', { rollout: { percent: 101 } }],
    ['protection.allowanceDays', { protection: { allowanceDays: 0 } }],
    ['charge.pushedNoticeHours', { charge: { pushedNoticeHours: 73 } }],
  ])('keep the last valid one if %s is wrong in a newer one', async (field, changes) => {
    const { policy } = await readRules(aStore([aPolicy({ version: 3, ...changes }), aPolicy()]));
    expect(policy.version).toBe(1);
    expect(alarms.map((line) => JSON.parse(line).fields)).toEqual([[field]]);
  });

  it('keep the last valid one if a whole section is missing, or the newest is no policy at all', async () => {
    const { rollout: _, ...incomplete } = aPolicy({ version: 3 });
    const { policy } = await readRules(aStore([{ version: 4, note: '草稿' }, incomplete, aPolicy()]));
    expect(policy.version).toBe(1);
    expect(alarms).toHaveLength(2);
  });

  it('pass over twenty invalid ones in a row', async () => {
    const invalid = Array.from({ length: 20 }, (_, index) => ({ version: index + 2 }));
    expect((await readRules(aStore([aPolicy(), ...invalid]))).policy.version).toBe(1);
    expect(alarms).toHaveLength(20);
  });

  it.each([[[]], [[{ version: 1 }]]])('do not exist if no policy is valid (%j)', async (policies) => {
    await expect(readRules(aStore(policies))).rejects.toThrow('policies holds no valid version');
  });

  it('are read side by side', async () => {
    const store = aStore([aPolicy()]);
    let open = 0;
    let most = 0;
    store.before = async () => {
      most = Math.max(most, ++open);
      await Promise.resolve();
    };
    store.after = () => {
      open--;
    };
    await readRules(store);
    expect(most).toBe(2);
  });
});
