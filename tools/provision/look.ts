import type { Migration } from '../../database/migrations/migration.ts';
import type { Cloud } from './cloud.ts';
import type { DeclaredCollection } from './declared.ts';
import type { Document, Documents } from './documents.ts';
import { LEDGER, Ledger } from './migrations/ledger.ts';
import { planMigrations } from './migrations/planMigrations.ts';
import { LEASE_MS } from './migrations/runner.ts';
import type { Observed } from './observed.ts';
import { operatorSeed } from './operator.ts';
import type { Plan } from './plan.ts';
import { planTables } from './planTables.ts';
import { planSeeds, type Seed, type SeedStep } from './seeds.ts';

/** What an environment shall be. */
export interface Wanted {
  readonly declared: readonly DeclaredCollection[];
  readonly migrations: readonly Migration[];
  readonly seeds: readonly Seed[];
  /** Openid of a person who shall be an operator. */
  readonly operator: string | null;
  readonly replaceIndexes: boolean;
}

/** What cannot be done where one of these is empty. */
const NEEDED: Readonly<Record<string, string>> = {
  policies: 'every order is refused: --seed policies',
  terms: 'every order is refused: --seed terms',
  products: 'nothing can be ordered: --seed products=FILE, or the console',
  operators: 'nobody can ship: --operator OPENID',
};

/** Looks at an environment, changing nothing. @throws what the API or the database refuses */
export async function planFor({ tables, documents }: Cloud, wanted: Wanted): Promise<Plan> {
  const { declared, migrations, replaceIndexes } = wanted;
  const observed = await tables.observe(declared.map(({ name }) => name));
  const isThere = (collection: string) => observed.collections.some(({ name }) => name === collection);
  const seeds = [...wanted.seeds];
  if (wanted.operator !== null) {
    const operators = isThere('operators') ? await documents.all('operators') : [];
    seeds.push(operatorSeed(wanted.operator, operators));
  }

  const ofTables = planTables(declared, observed, { replaceIndexes });
  const settled = isThere(LEDGER) ? await new Ledger(documents, LEASE_MS).settled() : [];
  const isNew =
    migrations.some(({ id }) => !settled.includes(id)) && (await holdsNothing(documents, observed));
  const ofMigrations = planMigrations(migrations, settled, isNew);
  const ofSeeds = planSeeds(
    seeds,
    await storedOf(
      documents,
      seeds.filter(({ collection }) => isThere(collection)),
    ),
  );
  return {
    // The functions that are about to be deployed may rely on indexes and migrations, these on indexes.
    steps: [...ofTables.steps, ...ofMigrations.steps, ...ofSeeds.steps],
    drift: [...ofTables.drift, ...ofMigrations.drift, ...ofSeeds.drift],
    notes: [
      ...ofSeeds.there.map((label) => `${label} is there already`),
      ...(await missing(documents, isThere, ofSeeds.steps)),
    ],
  };
}

async function holdsNothing(documents: Documents, { collections }: Observed): Promise<boolean> {
  for (const { name } of collections) {
    if (name !== LEDGER && !(await documents.isEmpty(name))) return false;
  }
  return true;
}

async function storedOf(documents: Documents, seeds: readonly Seed[]) {
  const stored = new Map<string, Document>();
  const keyOf = (collection: string, id: string) => `${collection}/${id}`;
  for (const { collection, documents: wanted } of seeds) {
    for (const { document } of wanted) {
      const current = await documents.get(collection, document._id);
      if (current) stored.set(keyOf(collection, document._id), current);
    }
  }
  return (collection: string, id: string) => stored.get(keyOf(collection, id)) ?? null;
}

async function missing(
  documents: Documents,
  isThere: (collection: string) => boolean,
  inserts: readonly SeedStep[],
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const [name, consequence] of Object.entries(NEEDED)) {
    if (inserts.some(({ collection }) => collection === name)) continue;
    if (!isThere(name) || (await documents.isEmpty(name))) notes.push(`${name} is empty: ${consequence}`);
  }
  return notes;
}
