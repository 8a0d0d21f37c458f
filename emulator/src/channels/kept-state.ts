import { isJsonObject } from '../http/body.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Service } from '../kernel/service.ts';
import type { Job, Schedule } from './schedule.ts';

/** A stand-in, as far as it is reset, exported and imported. */
interface Keeper<Keys, State, Kind extends string> {
  readonly clock: Clock;
  readonly schedule: Schedule<Kind>;
  keys: Keys;
  state: State;
}

/** What becomes of a stand-in's keys and state as JSON, and back. */
export interface Form<Keys, KeysJson, State, StateJson, Kind extends string> {
  readonly name: string;
  readonly format: string;
  readonly jobKinds: readonly Kind[];
  /** Those of the state that hold records under a key. An older export may lack others. */
  readonly tables: readonly (keyof StateJson & string)[];
  readonly keys: {
    /** The same for every state of this process that was not imported. */
    ofProcess(): Promise<Keys>;
    toJson(keys: Keys): KeysJson;
    /** @throws if a text is no key */
    fromJson(json: KeysJson): Promise<Keys>;
  };
  readonly state: {
    empty(): State;
    toJson(state: State): StateJson;
    fromJson(json: StateJson): State;
    /**
     * What is under way. If nothing is planned for it, as in an export that was made while a callback was on its
     * way, it goes on at once.
     */
    unfinished(state: State): Iterable<readonly [Kind, string]>;
  };
}

export interface Exported<KeysJson, StateJson, Kind extends string> {
  readonly format: string;
  readonly keys: KeysJson;
  readonly jobs: readonly Job<Kind>[];
  readonly state: StateJson;
}

export interface Kept<KeysJson, StateJson, Kind extends string> extends Service {
  reset(): Promise<void>;
  exportState(): Promise<Exported<KeysJson, StateJson, Kind>>;
  importState(json: unknown): Promise<void>;
}

/** Reset, export and import of a stand-in. */
export function kept<Keys, KeysJson, State, StateJson, Kind extends string>(
  standIn: Keeper<Keys, State, Kind>,
  form: Form<Keys, KeysJson, State, StateJson, Kind>,
): Kept<KeysJson, StateJson, Kind> {
  return {
    name: form.name,

    async reset() {
      standIn.keys = await form.keys.ofProcess();
      standIn.state = form.state.empty();
      standIn.schedule.replace([]);
    },

    async exportState() {
      return {
        format: form.format,
        keys: form.keys.toJson(standIn.keys),
        jobs: [...standIn.schedule.jobs],
        state: form.state.toJson(standIn.state),
      };
    },

    async importState(json) {
      const exported = parseExported(json, form);
      const state = form.state.fromJson(exported.state);
      standIn.keys = await form.keys.fromJson(exported.keys);
      standIn.state = state;
      standIn.schedule.replace(exported.jobs);
      const planned = new Set(exported.jobs.map(({ kind, key }) => `${kind} ${key}`));
      for (const [kind, key] of form.state.unfinished(state)) {
        if (!planned.has(`${kind} ${key}`)) standIn.schedule.plan({ atMs: standIn.clock.now(), kind, key });
      }
    },
  };
}

/**
 * As far as it can be told without knowing every record: each table holds records, each job is of a kind that is.
 * @throws Error that names the part which is wrong
 */
function parseExported<Keys, KeysJson, State, StateJson, Kind extends string>(
  json: unknown,
  { name, format, tables, jobKinds }: Form<Keys, KeysJson, State, StateJson, Kind>,
): Exported<KeysJson, StateJson, Kind> {
  function demand(condition: boolean, part: string): asserts condition {
    if (!condition) throw new Error(`the state of ${name} is not ${format} (${part})`);
  }
  demand(isJsonObject(json) && json['format'] === format, 'format');
  const { keys, jobs, state } = json;
  demand(isJsonObject(keys), 'keys');
  demand(Array.isArray(jobs) && jobs.every((job) => isJob(job, jobKinds)), 'jobs');
  demand(isJsonObject(state), 'state');
  for (const table of tables) {
    const records = state[table];
    demand(Array.isArray(records) && records.every(isRecord), table);
  }
  const { log } = state;
  demand(Array.isArray(log) && log.every(isJsonObject), 'log');
  // The records themselves were written by this program, or by somebody who knows what he does.
  return json as unknown as Exported<KeysJson, StateJson, Kind>;
}

function isJob(job: unknown, kinds: readonly string[]): boolean {
  if (!isJsonObject(job)) return false;
  const { atMs, kind, key } = job;
  return typeof atMs === 'number' && typeof key === 'string' && kinds.some((known) => known === kind);
}

function isRecord(entry: unknown): boolean {
  return Array.isArray(entry) && typeof entry[0] === 'string' && isJsonObject(entry[1]);
}
