import { describe, expect, test } from 'vitest';
import type { Migration } from '../database/migrations/migration.ts';
import { runMigration } from '../tools/provision/migrations/runner.ts';
import { stepText } from '../tools/provision/words.ts';
import { BEFORE_THE_KILL, fixtureMigrations } from './support/fixtureMigrations.ts';
import { useProvisioned } from './support/provision.ts';

const system = useProvisioned();
const migrations = fixtureMigrations();
const ids = migrations.map(({ id }) => id);
const PRODUCTS = 250;

async function products(): Promise<Record<string, unknown>[]> {
  return system().cloudbase.documents('products');
}

async function records(): Promise<Record<string, unknown>[]> {
  return system().cloudbase.documents('migrations');
}

/** Puts products there as they were before the migrations, and forgets that any ever ran. */
async function begin(count = PRODUCTS): Promise<void> {
  const { documents } = await system().admin();
  await documents.database.collection('products').where({}).remove();
  await documents.database.collection('migrations').where({}).remove();
  const old = Array.from({ length: count }, (_, at) => ({ _id: `p${String(at).padStart(4, '0')}` }));
  if (count > 0) await documents.database.collection('products').add(old);
}

function aMigration(run: Migration['run']): Migration {
  return { id: '0001-any', describe: 'anything', run };
}

/** Something to wait for. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** The lease of a killed process runs out. */
async function leaseRunsOut(id: string): Promise<void> {
  const { documents } = await system().admin();
  await documents.database
    .collection('migrations')
    .doc(id)
    .update({ claimedUntil: new Date(0) });
}

describe('migrations', () => {
  test('are skipped in a new environment, and stay so when documents have come', async () => {
    const { lines } = await system().apply({ migrations });
    for (const id of ids) expect(lines).toContain(`done    skip migration ${id}: there is no document yet`);
    expect(await records()).toMatchObject(ids.map((_id) => ({ _id, state: 'skipped', why: 'new' })));
    const { documents } = await system().admin();
    await documents.insert('products', { _id: 'p' });
    expect((await system().apply({ migrations, confirm: null })).plan.steps).toEqual([]);
  });

  test('run in their order where documents are, once', async () => {
    await begin();
    const shown = await system().apply({ migrations, confirm: null });
    expect(shown.plan.steps.map(stepText)).toEqual([
      'run migration 0001-colour: every product gets a colour',
      'run migration 0002-colours: a product has a list of colours',
    ]);
    expect(await records()).toEqual([]);
    for (const applied of [2, 0]) {
      expect(await system().apply({ migrations })).toMatchObject({ state: 'done', applied });
    }
    expect(await records()).toMatchObject(ids.map((_id) => ({ _id, state: 'done' })));
    const all = await products();
    expect(all).toHaveLength(PRODUCTS);
    for (const product of all) {
      expect(product).toMatchObject({ colours: ['white'], firstVisits: 1, secondVisits: 1 });
    }
  });

  test('go on with the batch in which they were killed', async () => {
    await begin();
    await system().killedChild('hanging', 'hang');
    const visited = (await products()).filter(({ secondVisits }) => secondVisits === 1);
    expect(visited).toHaveLength(100 + BEFORE_THE_KILL);
    expect(await records()).toMatchObject([
      { _id: ids[0], state: 'done' },
      { _id: ids[1], state: 'begun' },
    ]);
    expect((await system().apply({ migrations, confirm: null })).plan.steps).toHaveLength(1);

    await leaseRunsOut('0002-colours');
    expect(await system().apply({ migrations })).toMatchObject({ state: 'done', applied: 1 });
    for (const [at, product] of (await products()).entries()) {
      const isSeenTwice = at >= 100 && at < 100 + BEFORE_THE_KILL;
      expect(product).toMatchObject({
        colours: ['white'],
        firstVisits: 1,
        secondVisits: isSeenTwice ? 2 : 1,
      });
    }
    expect(await records()).toMatchObject(ids.map((_id) => ({ _id, state: 'done' })));
  });

  test('run once, though two processes begin them at the same time', async () => {
    await begin();
    expect(await Promise.all([system().child('run'), system().child('run')])).toEqual([0, 0]);
    for (const product of await products()) {
      expect(product).toMatchObject({ colours: ['white'], firstVisits: 1, secondVisits: 1 });
    }
  });

  test('that fail stop the run, are not recorded as run, and run when they are mended', async () => {
    await begin(3);
    const [first, second] = migrations;
    if (!first || !second) throw new Error('no migrations');
    const broken = { ...first, run: () => Promise.reject(new Error('a product has no name')) };
    const failed = await system().apply({ migrations: [broken, second] });
    expect(failed).toMatchObject({ state: 'failed', applied: 0 });
    expect(failed.failure).toContain(
      'run migration 0001-colour: every product gets a colour: a product has no name',
    );
    expect(await records()).toMatchObject([{ _id: '0001-colour', state: 'begun' }]);
    for (const product of await products()) expect(Object.keys(product)).toEqual(['_id']);

    expect(await system().apply({ migrations })).toMatchObject({ state: 'done', applied: 2 });
  });

  test('that failed are skipped once no document is left', async () => {
    await begin(0);
    const { documents } = await system().admin();
    await documents.insert('migrations', { _id: '0001-colour', state: 'begun', claimedUntil: new Date(0) });
    expect(await system().apply({ migrations })).toMatchObject({ state: 'done', applied: 2 });
    expect(await records()).toMatchObject(ids.map((_id) => ({ _id, state: 'skipped', why: 'new' })));
  });

  test('that are not in this copy of the project are told of', async () => {
    const { plan } = await system().apply({ migrations: migrations.slice(0, 1), confirm: null });
    expect(plan).toMatchObject({ steps: [], drift: [{ kind: 'unknownMigration', id: '0002-colours' }] });
  });
});

describe('a claim on a migration', () => {
  const SHORT_MS = 20;

  test('that was not renewed in time goes to another process, and the slow one ends without writing more', async () => {
    await begin(1);
    const { documents } = await system().admin();
    const [slow, thief] = [gate(), gate()];
    let runs = 0;
    const migration = aMigration(async ({ inBatches }) => {
      runs += 1;
      const { opened } = runs === 1 ? slow : thief;
      await inBatches('products', () => opened);
    });
    const first = runMigration(documents, migration, SHORT_MS);
    await expect.poll(() => runs, { timeout: 20_000 }).toBe(1);
    const second = runMigration(documents, migration, 1_000 * SHORT_MS);
    await expect.poll(() => runs, { timeout: 20_000 }).toBe(2);
    slow.open();
    await expect(first).rejects.toThrow('another process has taken it over');
    thief.open();
    expect(await second).toBe(true);
    expect(await records()).toMatchObject([{ _id: '0001-any', state: 'done' }]);
    expect(await runMigration(documents, migration, SHORT_MS)).toBe(false);
    expect(runs).toBe(2);
  });

  test('remembers each pass over a collection for itself', async () => {
    await begin(3);
    const { documents } = await system().admin();
    const visits: string[] = [];
    let isBroken = true;
    const migration = aMigration(async ({ inBatches }) => {
      await inBatches('products', async (batch) => {
        visits.push(`first ${batch.length}`);
      });
      await inBatches('products', async (batch) => {
        if (isBroken) throw new Error('broken');
        visits.push(`second ${batch.length}`);
      });
    });
    await expect(runMigration(documents, migration, SHORT_MS)).rejects.toThrow('broken');
    isBroken = false;
    expect(await runMigration(documents, migration, SHORT_MS)).toBe(true);
    expect(visits).toEqual(['first 3', 'second 3']);
  });

  test('that is held is waited for, and not for ever', async () => {
    await begin(1);
    const { documents } = await system().admin();
    const [migration] = migrations;
    if (!migration) throw new Error('no migration');
    const claimedUntil = new Date(Date.now() + 3_600_000);
    await documents.insert('migrations', {
      _id: migration.id,
      state: 'begun',
      claimant: 'another',
      claimedUntil,
    });
    await expect(runMigration(documents, migration, SHORT_MS)).rejects.toThrow(
      'another process is running it',
    );
    expect((await products())[0]).toEqual({ _id: 'p0000' });
  });
});
