import type { Document, Documents } from '../documents.ts';

/** The collection that tells which migrations an environment has seen. */
export const LEDGER = 'migrations';

/** `begun` until it is done: by a process that still runs, or by one that failed or was killed. */
type RecordState = 'begun' | 'done' | 'skipped';

/** The right to run a migration, until it ends or is not renewed in time. */
export interface Claim {
  /** Up to which `_id` each pass over a collection has come. */
  readonly after: Readonly<Record<string, string>>;
  /** Notes how far a pass has come. @throws Error if the claim was lost */
  advance(pass: string, id: string): Promise<void>;
  /** It has run. @throws Error if the claim was lost */
  finish(): Promise<void>;
  /** It has failed: the next one may take it at once. */
  release(): Promise<void>;
}

/** Records of migrations, one document each, by the migration's id. */
export class Ledger {
  readonly #documents: Documents;
  readonly #leaseMs: number;

  /** @param leaseMs how long a claim holds after it was last renewed; longer than any batch takes */
  constructor(documents: Documents, leaseMs: number) {
    this.#documents = documents;
    this.#leaseMs = leaseMs;
  }

  /** Those that need not run: done, or skipped because the environment was new. */
  async settled(): Promise<readonly string[]> {
    const records = await this.#documents.all(LEDGER);
    return records.filter(isSettled).map(({ _id }) => _id);
  }

  async isSettled(id: string): Promise<boolean> {
    const record = await this.#documents.get(LEDGER, id);
    return record !== null && isSettled(record);
  }

  /** Notes that an environment without documents has nothing to migrate. */
  async skip(id: string): Promise<void> {
    const state: RecordState = 'skipped';
    const skipped = { state, why: 'new', endedAt: new Date() };
    if (await this.#documents.insert(LEDGER, { _id: id, ...skipped })) return;
    // It failed while there were documents.
    await this.#documents.update(LEDGER, freeNow(id), skipped);
  }

  /** Null while another process holds it, or if it is settled. Of two at once one gets it. */
  async claim(id: string, claimant: string): Promise<Claim | null> {
    const state: RecordState = 'begun';
    const mine = { state, claimant, claimedUntil: this.#lease() };
    const isFirst = await this.#documents.insert(LEDGER, { _id: id, ...mine, after: {} });
    if (isFirst) return this.#claimed(id, claimant, {});
    if (!(await this.#documents.update(LEDGER, freeNow(id), mine))) return null;
    const record = await this.#documents.get(LEDGER, id);
    return this.#claimed(id, claimant, placesOf(record));
  }

  #claimed(id: string, claimant: string, after: Readonly<Record<string, string>>): Claim {
    const write = async (fields: Readonly<Record<string, unknown>>): Promise<void> => {
      const state: RecordState = 'begun';
      if (await this.#documents.update(LEDGER, { _id: id, claimant, state }, fields)) return;
      throw new Error('another process has taken it over, since this one was too slow');
    };
    return {
      after,
      advance: (pass, at) => write({ [`after.${pass}`]: at, claimedUntil: this.#lease() }),
      finish: () => write({ state: 'done' satisfies RecordState, endedAt: new Date() }),
      release: () => write({ claimedUntil: new Date() }),
    };
  }

  #lease(): Date {
    return new Date(Date.now() + this.#leaseMs);
  }
}

/** What the record of a migration looks like that has not ended, and that nobody holds. */
function freeNow(id: string): object {
  return { _id: id, state: 'begun' satisfies RecordState, claimedUntil: { $lte: new Date() } };
}

function isSettled({ state }: Document): boolean {
  return state === 'done' || state === 'skipped';
}

function placesOf(record: Document | null): Readonly<Record<string, string>> {
  const after = record?.['after'];
  if (typeof after !== 'object' || after === null) return {};
  return Object.fromEntries(Object.entries(after).filter(([, place]) => typeof place === 'string'));
}
