import { describe, expect, test } from 'vitest';
import { readDeclared } from '../tools/provision/declared.ts';
import { useProvisioned } from './support/provision.ts';

const empty = useProvisioned();
const ordinary = useProvisioned(['--memory']);
const declared = readDeclared(process.cwd());
const names = declared.map(({ name }) => name);
const indexes = declared.reduce((sum, collection) => sum + collection.indexes.length, 0);
const all = 2 * declared.length + indexes;

/** Everything that a plan could change, as one text. */
async function everything(): Promise<string> {
  const { tables } = await empty().admin();
  const observed = await tables.observe(names);
  return JSON.stringify([observed, await empty().cloudbase.post('/_emulator/export', {})]);
}

describe('a new environment', () => {
  test('is shown what it lacks, and --plan changes nothing', async () => {
    const before = await everything();
    const { code, text } = await empty().tool('--plan');
    expect(code).toBe(2);
    const counts = `${declared.length} collections, ${declared.length} permissions, ${indexes} indexes`;
    expect(text).toContain(`${all} steps to do (${counts})`);
    expect(text.split('\n').filter((line) => line.startsWith('  + '))).toHaveLength(all);
    expect(text).toContain('  + create index version of policies: unique, version -1\n');
    for (const name of ['policies', 'terms'])
      expect(text).toContain(`! ${name} is empty: every order is refused`);
    expect(await everything()).toBe(before);
  });

  test('is not touched where nobody can be asked', async () => {
    const before = await everything();
    const { code, text } = await empty().tool();
    expect(code).toBe(2);
    expect(text).toContain('Nothing was done');
    expect(text).toContain('--yes');
    expect(await everything()).toBe(before);
  });

  test('goes on where a killed run has stopped', async () => {
    // What was made is looked at: from here on the process waits for that, until it is killed.
    const before = declared.slice(0, 3).flatMap((collection) => collection.indexes).length;
    const match = { service: 'tcb', action: 'DescribeTable', nth: before };
    await empty().cloudbase.post('/_emulator/faults', [{ match, effect: 'delay', ms: 10_000, times: 1 }]);
    await empty().killedChild(`done    close ${names[2]} to clients`);
    await empty().cloudbase.clearFaults();
    const { tables } = await empty().admin();
    const { collections } = await tables.observe(names);
    expect(collections.map(({ name }) => name)).toEqual(names.slice(0, 3));

    const { code, text } = await empty().tool('--yes');
    expect(code).toBe(0);
    const done = text.split('\n').filter((line) => line.startsWith('done '));
    expect(done.length).toBeLessThan(all);
    expect(done.some((line) => line.includes('create collection orders'))).toBe(false);
    expect(text).toContain(`${done.length} steps done, nothing is left to do`);
  });

  test('is then as declared, every collection closed to clients, and a second run has nothing to do', async () => {
    const { tables } = await empty().admin();
    const { collections } = await tables.observe(names);
    const asDeclared = collections.map((collection) => ({
      name: collection.name,
      indexes: collection.indexes.filter(({ name }) => name !== '_id_'),
    }));
    expect(asDeclared).toEqual(declared);
    expect(collections.map(({ permission }) => permission)).toEqual(names.map(() => 'ADMINONLY'));
    const before = await everything();
    const { code, text } = await empty().tool('--plan');
    expect([code, text]).toEqual([0, expect.stringContaining('nothing to do')]);
    expect(text).not.toMatch(/^ {2}[+~]/m);
    expect(await empty().apply()).toMatchObject({ state: 'done', applied: 0 });
    expect(await everything()).toBe(before);
  });
});

test('the local CloudBase that reads the same files has nothing to do', async () => {
  const { code, text } = await ordinary().tool('--plan');
  expect([code, text]).toEqual([0, expect.stringMatching(/^\S+: nothing to do\n$/)]);
});

describe('a failure', () => {
  test('is a line with the code of the API and what to do, and a code that a pipeline sees', async () => {
    const { tables } = await empty().admin();
    await tables.setPermission('orders', 'PRIVATE');
    const match = { service: 'tcb', action: 'ModifyDatabaseACL' };
    const fault = { match, effect: 'errorBefore', code: 'LimitExceeded', times: 1 };
    await empty().cloudbase.post('/_emulator/faults', [fault]);
    const { code, text } = await empty().tool('--yes');
    expect(code).toBe(1);
    expect(text).toMatch(
      /^failed {2}close orders to clients \(it is PRIVATE\): LimitExceeded: .*its console$/m,
    );
    expect(await empty().apply()).toMatchObject({ state: 'done', applied: 1 });
  });

  test('to look leaves everything as it is', async () => {
    const match = { service: 'tcb', action: 'ListTables' };
    const fault = { match, effect: 'errorBefore', code: 'AuthFailure', times: 1 };
    await empty().cloudbase.post('/_emulator/faults', [fault]);
    await expect(empty().apply()).rejects.toThrow(/cannot be looked at: AuthFailure: .*Is the key right/);
  });

  test('to find the local CloudBase says what to start', async () => {
    const { code, text } = await empty().tool('--local', 'http://127.0.0.1:1');
    expect([code, text]).toEqual([1, 'no local CloudBase answers at http://127.0.0.1:1: npm start first\n']);
  });
});

test('nothing but this machine was looked for', () => {
  expect(empty().reached()).toEqual(['127.0.0.1']);
});

test('the help names every option', async () => {
  const { code, text } = await empty().tool('--help');
  expect(code).toBe(0);
  for (const option of ['--plan', '--yes', '--seed', '--operator', '--replace-indexes', '--local', '--env']) {
    expect(text).toContain(option);
  }
});
