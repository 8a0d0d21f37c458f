import type { Index } from './declared.ts';
import type { Drift, Plan, Step } from './plan.ts';

type Words<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: (one: Extract<T, { readonly kind: K }>) => string;
};

const STEPS: Words<Step> = {
  createCollection: ({ collection }) => `create collection ${collection}`,
  closeCollection: ({ collection, permission }) =>
    `close ${collection} to clients${permission === null ? '' : ` (it is ${permission})`}`,
  createIndex: ({ collection, index }) => `create index ${index.name} of ${collection}: ${shape(index)}`,
  replaceIndex: ({ collection, index, current }) =>
    `replace index ${current.name} of ${collection}: ${shape(current)} becomes ${named(index, current)}`,
  runMigration: ({ migration }) => `run migration ${migration.id}: ${migration.describe}`,
  skipMigration: ({ migration }) => `skip migration ${migration.id}: there is no document yet`,
  insertDocument: ({ label }) => `insert ${label}`,
};

const DRIFT: Words<Drift> = {
  unknownCollection: ({ collection }) => `collection ${collection} is not in database/collections.json`,
  unknownIndex: ({ collection, current }) =>
    `index ${current.name} of ${collection} is not in database/collections.json: ${shape(current)}`,
  differentIndex: ({ collection, index, current }) =>
    `index ${current.name} of ${collection} is ${shape(current)} where ${named(index, current)} is declared: --replace-indexes replaces it`,
  renamedIndex: ({ collection, index, current }) =>
    `index ${index.name} of ${collection} is called ${current.name} there, and does the same`,
  unknownMigration: ({ id }) =>
    `migration ${id} has run there and is not in database/migrations: is this copy older than what is deployed?`,
  differentDocument: ({ label }) => `${label} is not as in its file`,
};

/** What a step does. */
export function stepText(step: Step): string {
  return say(STEPS, step);
}

export function driftText(drift: Drift): string {
  return say(DRIFT, drift);
}

/** The whole plan, a line each. */
export function planLines({ steps, drift, notes }: Plan, envId: string): readonly string[] {
  return [
    steps.length === 0
      ? `${envId}: nothing to do`
      : `${envId}: ${countText(steps.length, 'step')} to do (${countsOf(steps)})`,
    ...steps.map((step) => `  + ${stepText(step)}`),
    ...(drift.length === 0
      ? []
      : [
          `${countText(drift.length, 'difference')} left alone:`,
          ...drift.map((one) => `  ~ ${driftText(one)}`),
        ]),
    ...notes.map((note) => `  ! ${note}`),
  ];
}

export function countText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const NOUNS: Readonly<Record<Step['kind'], readonly [one: string, several: string]>> = {
  createCollection: ['collection', 'collections'],
  closeCollection: ['permission', 'permissions'],
  createIndex: ['index', 'indexes'],
  replaceIndex: ['index to replace', 'indexes to replace'],
  runMigration: ['migration', 'migrations'],
  skipMigration: ['migration to skip', 'migrations to skip'],
  insertDocument: ['document', 'documents'],
};

/** Such as `10 collections, 1 index`. */
function countsOf(steps: readonly Step[]): string {
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const count = steps.filter((step) => step.kind === kind).length;
      return `${count} ${NOUNS[kind][count === 1 ? 0 : 1]}`;
    })
    .join(', ');
}

/** Such as `unique, version -1`. */
function shape({ unique, keys }: Index): string {
  const fields = keys.map(({ name, direction }) => `${name} ${direction}`).join(', ');
  return unique ? `unique, ${fields}` : fields;
}

function named(index: Index, current: Index): string {
  return index.name === current.name ? shape(index) : `${index.name}, ${shape(index)}`;
}

function say<T extends { readonly kind: string }>(words: Words<T>, one: T): string {
  // The table has a line for each kind, which takes that kind: the compiler cannot follow.
  return (words[one.kind as T['kind']] as (one: T) => string)(one);
}
