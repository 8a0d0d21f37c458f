import { describe, expect, test } from 'vitest';
import type { Index } from '../tools/provision/declared.ts';
import { exitCodeOf } from '../tools/provision/index.ts';
import { driftText, stepText } from '../tools/provision/words.ts';
import { oddCloud } from './support/oddCloud.ts';
import { useProvisioned } from './support/provision.ts';

const system = useProvisioned();

const version: Index = { name: 'version', unique: true, keys: [{ name: 'version', direction: '-1' }] };
const other: Index = { name: 'version', unique: false, keys: [{ name: 'version', direction: '1' }] };

/** The plan, in words, and what it would change. */
async function plan(replaceIndexes = false) {
  const { plan, state } = await system().apply({ confirm: null, replaceIndexes });
  return { state, steps: plan.steps.map(stepText), drift: plan.drift.map(driftText) };
}

async function indexesOf(collection: string): Promise<readonly Index[]> {
  const { tables } = await system().admin();
  return (await tables.indexes(collection)).filter(({ name }) => name !== '_id_');
}

describe('an environment that somebody changed by hand', () => {
  test('is provisioned to begin with', async () => {
    expect((await system().apply()).state).toBe('done');
  });

  test('keeps a collection and an index that nobody declared, which are told of', async () => {
    const { tables } = await system().admin();
    await tables.createCollection('notes');
    const extra: Index = { name: 'by_hand', unique: false, keys: [{ name: 'colour', direction: '1' }] };
    await tables.createIndex('products', extra);
    const { state, steps, drift } = await plan();
    expect([state, steps]).toEqual(['done', []]);
    expect(drift).toEqual([
      'collection notes is not in database/collections.json',
      'index by_hand of products is not in database/collections.json: colour 1',
    ]);
    expect((await system().apply()).lines.join('\n')).toContain('2 differences left alone');
    expect(await tables.names()).toContain('notes');
    expect(await indexesOf('products')).toContainEqual(extra);
    const outcome = await system().apply({ confirm: null });
    expect([exitCodeOf(outcome, true), exitCodeOf(outcome, false)]).toEqual([2, 0]);
    await tables.dropIndex('products', 'by_hand');
  });

  test('is closed to clients again', async () => {
    const { tables } = await system().admin();
    await tables.setPermission('orders', 'READONLY');
    expect((await plan()).steps).toEqual(['close orders to clients (it is READONLY)']);
    const { state, applied } = await system().apply();
    expect([state, applied]).toEqual(['done', 1]);
    expect((await tables.observe(['orders'])).collections[0]?.permission).toBe('ADMINONLY');
  });

  test('keeps an index that is different, unless it is to be replaced', async () => {
    const { tables } = await system().admin();
    await tables.dropIndex('terms', 'version');
    await tables.createIndex('terms', other);
    expect(await plan()).toMatchObject({
      steps: [],
      drift: [expect.anything(), expect.stringContaining('--replace-indexes')],
    });
    await system().apply();
    expect(await indexesOf('terms')).toEqual([other]);

    expect((await plan(true)).steps).toEqual([
      'replace index version of terms: version 1 becomes unique, version -1',
    ]);
    expect((await system().apply({ replaceIndexes: true })).state).toBe('done');
    expect(await indexesOf('terms')).toEqual([version]);
  });

  test('keeps an index that does the same under another name', async () => {
    const { tables } = await system().admin();
    await tables.dropIndex('terms', 'version');
    await tables.createIndex('terms', { ...version, name: 'version_-1' });
    const { steps, drift } = await plan(true);
    expect(steps).toEqual([]);
    expect(drift).toContain('index version of terms is called version_-1 there, and does the same');
    await tables.dropIndex('terms', 'version_-1');
  });
});

describe('a unique index that documents contradict', () => {
  test('fails with the reason; once they are mended, the same command goes on', async () => {
    const { documents } = await system().admin();
    for (const _id of ['a', 'b']) await documents.insert('terms', { _id, version: 7 });
    const failed = await system().apply();
    expect(failed.state).toBe('failed');
    expect(failed.failure).toMatch(
      /^create index version of terms: unique, version -1: \w.*E11000.*mend them/,
    );
    expect(failed.lines.at(-1)).toBe(`failed  ${failed.failure}`);
    expect(await indexesOf('terms')).toEqual([]);

    await documents.database.collection('terms').doc('b').update({ version: 8 });
    expect((await system().apply()).state).toBe('done');
    expect(await indexesOf('terms')).toEqual([version]);
  });
});

describe('what has been accepted', () => {
  test('is waited for until it is seen', async () => {
    const { tables } = await system().admin();
    await tables.dropIndex('terms', 'version');
    const slow = await oddCloud(system().cloudbase.origin);
    try {
      // Looks once, so that it has something old to show.
      expect((await plan()).steps).toHaveLength(1);
      const outcome = await system().apply({}, await system().target(slow.origin));
      expect(outcome).toMatchObject({ state: 'done', applied: 1 });
    } finally {
      slow.stop();
    }
  });

  test.each([
    ['ModifyDatabaseACL', 1, /^still to do after all was done: close buyers to clients/],
    ['UpdateTable', 0, /^create index version of terms: .*: it was accepted, and is not seen yet/],
  ])('is not believed: %s is looked at', async (action, steps, words) => {
    const { tables } = await system().admin();
    if (action === 'UpdateTable') await tables.dropIndex('terms', 'version');
    else await tables.setPermission('buyers', 'PRIVATE');
    const deaf = await oddCloud(system().cloudbase.origin, action);
    try {
      const outcome = await system().apply({}, await system().target(deaf.origin));
      expect(outcome).toMatchObject({ state: 'failed', applied: steps });
      expect(outcome.failure).toMatch(words);
    } finally {
      deaf.stop();
    }
    expect(await system().apply()).toMatchObject({ state: 'done', applied: 1 });
  });

  test('is not done twice where the answer was an error', async () => {
    const { tables } = await system().admin();
    await tables.setPermission('buyers', 'READONLY');
    const match = { service: 'tcb', action: 'ModifyDatabaseACL' };
    await system().cloudbase.post('/_emulator/faults', [
      { match, effect: 'errorAfter', code: 'InternalError', times: 1 },
    ]);
    expect((await system().apply()).state).toBe('failed');
    expect((await plan()).steps).toEqual([]);
  });
});
