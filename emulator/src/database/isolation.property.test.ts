import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlatformError } from '../kernel/errors.ts';
import type { DatabaseService } from './index.ts';
import { type Fields, PlainModel, type State, type Write } from './plain-model.ts';
import { call, indexOf, openTestDatabase, startTransaction, TestClient } from './test-support.ts';

const INDEXES = [
  { name: 'n', fields: ['n'] },
  { name: 'tag_n', fields: ['tag', 'n'] },
];
const LIMITS = {
  lockWaitMs: 0,
  transactionOperationMs: 0,
  transactionOperations: { max: 10_000, code: 'unused' },
};

const id = fc.constantFrom('a', 'b', 'c', 'd');
const tag = fc.constantFrom('x', 'y');
/** Null is outside of any transaction. */
const slot = fc.option(fc.constantFrom(0, 1, 2), { freq: 2 });

const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('begin' as const), slot: fc.constantFrom(0, 1, 2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('commit' as const, 'rollback' as const),
      slot: fc.constantFrom(0, 1, 2),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('set' as const), slot, id, n: fc.nat(3), tag }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('increment' as const), slot, id, tag }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), slot, id }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('indexes' as const),
      drop: fc.subarray(INDEXES),
      create: fc.subarray(INDEXES),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type IndexStep = Extract<Step, { kind: 'indexes' }>;
type WriteStep = Extract<Step, { kind: 'set' | 'increment' | 'remove' }>;

/** One run: the database beside the model, step by step. */
class Run {
  readonly #model = new PlainModel();
  readonly #ids = new Map<number, string>();
  readonly #database: DatabaseService;

  constructor(database: DatabaseService) {
    this.#database = database;
  }

  get expected(): State {
    return this.#model.committed;
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'begin') await this.#begin(step.slot);
    else if (step.kind === 'indexes') await this.#changeIndexes(step);
    else if ('id' in step) await this.#write(step);
    else await this.#end(step.slot, step.kind);
    for (const slot of [null, ...this.#model.open.keys()]) await this.#compareViews(slot);
  }

  async #begin(slot: number): Promise<void> {
    if (this.#model.open.has(slot)) return;
    this.#model.begin(slot);
    this.#ids.set(slot, await startTransaction(this.#database));
  }

  async #end(slot: number, kind: 'commit' | 'rollback'): Promise<void> {
    if (!this.#model.open.has(slot)) return;
    if (kind === 'commit') this.#model.commit(slot);
    else this.#model.open.delete(slot);
    const action = kind === 'commit' ? 'commitTransaction' : 'abortTransaction';
    await call(this.#database, action, { transactionId: this.#ids.get(slot) });
  }

  async #write(step: WriteStep): Promise<void> {
    const slot = step.slot !== null && this.#model.open.has(step.slot) ? step.slot : null;
    const expected = this.#model.write(slot, step.id, modelWrite(step));
    expect(await outcome(databaseWrite(this.#client(slot), step))).toEqual(expected);
  }

  /** Whatever indexes there are, and whoever reads while they change, must see the same. */
  async #changeIndexes({ drop, create }: IndexStep): Promise<void> {
    const { administration } = this.#database;
    const existing = new Set(administration.table('things').indexes.map(({ name }) => name));
    const change = administration.updateTable('things', {
      drop: drop.map(({ name }) => name).filter((name) => existing.has(name)),
      create: create.map(indexOf),
    });
    const hasPendingWrites = this.#model.hasPendingWrites;
    expect(await outcome(change.then(() => 0))).toBe(hasPendingWrites ? 'busy' : 0);
  }

  /** Whole, by an index's equality, by a range, and by id: all must show the same state. */
  async #compareViews(slot: number | null): Promise<void> {
    const view = this.#model.view(slot);
    const client = this.#client(slot);
    const compare = async (query: unknown, matches: (fields: Fields, id: string) => boolean) => {
      const found = (await client.get(query)) as { _id: string }[];
      const expected = [...view].filter(([id, fields]) => matches(fields, id)).map(([_id]) => _id);
      expect(found.map(({ _id }) => _id).sort(), JSON.stringify(query)).toEqual(expected.sort());
    };
    await compare({}, () => true);
    await compare({ tag: 'x' }, ({ tag }) => tag === 'x');
    await compare({ tag: 'y', n: 1 }, ({ tag, n }) => tag === 'y' && n === 1);
    await compare({ n: { $gte: 2 } }, ({ n }) => n >= 2);
    await compare({ _id: 'a' }, (_, id) => id === 'a');
  }

  #client(slot: number | null): TestClient {
    return new TestClient(this.#database, 'things', slot === null ? undefined : this.#ids.get(slot));
  }
}

function modelWrite(step: WriteStep): Write {
  switch (step.kind) {
    case 'set':
      return () => ({ n: step.n, tag: step.tag });
    case 'increment':
      return (current) => (current?.tag === step.tag ? { ...current, n: current.n + 1 } : null);
    case 'remove':
      return (current) => (current ? 'remove' : null);
  }
}

async function databaseWrite(client: TestClient, step: WriteStep): Promise<number> {
  switch (step.kind) {
    case 'set': {
      const { updated, upsert_id } = (await client.set(step.id, { n: step.n, tag: step.tag })) as Record<
        string,
        unknown
      >;
      return upsert_id === undefined ? Number(updated) : 1;
    }
    case 'increment':
      return client.update({ _id: step.id, tag: step.tag }, { $inc: { n: 1 } });
    case 'remove':
      return client.remove({ _id: step.id });
  }
}

async function outcome(write: Promise<number>): Promise<number | 'conflict' | 'busy'> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'DATABASE_TRANSACTION_CONFLICT') return 'conflict';
    if (error instanceof PlatformError && error.message.includes('TransactionBusy')) return 'busy';
    throw error;
  }
}

function stateOf(database: DatabaseService): State {
  const entries = database.documents('things').map(({ _id, n, tag }) => [_id, { n, tag }]);
  return new Map(entries as [string, Fields][]);
}

test('any order of writes, transactions and changes of indexes gives what snapshot isolation says, and so does the journal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const folder = await mkdtemp(join(tmpdir(), 'cloudbase-local-property-'));
      const options = { dataDir: folder, limits: LIMITS, journal: { compactAboveBytes: 700 } };
      const database = await openTestDatabase({ things: INDEXES }, options);
      try {
        const run = new Run(database);
        for (const step of steps) await run.take(step);
        expect(stateOf(database)).toEqual(run.expected);
        await database.stop();
        const again = await openTestDatabase({ things: INDEXES }, options);
        expect(stateOf(again)).toEqual(run.expected);
        await again.stop();
      } finally {
        await database.stop();
        await rm(folder, { recursive: true });
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
