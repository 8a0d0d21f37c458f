import { isJsonObject } from '../http/body.ts';
import type { KeysState } from './keys.ts';
import { type Job, jobKinds } from './schedule.ts';
import type { StateJson } from './state.ts';

export interface ExportedState {
  readonly format: typeof stateFormat;
  readonly keys: KeysState;
  readonly jobs: readonly Job[];
  readonly state: StateJson;
}

export const stateFormat = 'wechatpay/1';

/** Those that an older export may lack are not among them. */
const tables = ['orders', 'applications', 'authorisations', 'wallets', 'refunds', 'deliveries'] as const;

/**
 * As far as it can be told without knowing every record: each table holds records, each job is of a kind that is.
 * @throws Error that names the part which is wrong
 */
export function parseExported(json: unknown): ExportedState {
  demand(isJsonObject(json) && json['format'] === stateFormat, 'format');
  const { keys, jobs, state } = json;
  demand(isJsonObject(keys), 'keys');
  demand(Array.isArray(jobs) && jobs.every(isJob), 'jobs');
  demand(isJsonObject(state), 'state');
  for (const table of tables) {
    const records = state[table];
    demand(Array.isArray(records) && records.every(isRecord), table);
  }
  const { log } = state;
  demand(Array.isArray(log) && log.every(isJsonObject), 'log');
  // The records themselves were written by this program, or by somebody who knows what he does.
  return json as unknown as ExportedState;
}

function demand(condition: boolean, part: string): asserts condition {
  if (!condition) throw new Error(`the state of wechatpay is not ${stateFormat} (${part})`);
}

function isJob(job: unknown): boolean {
  if (!isJsonObject(job)) return false;
  const { atMs, kind, key } = job;
  return typeof atMs === 'number' && typeof key === 'string' && jobKinds.some((known) => known === kind);
}

function isRecord(entry: unknown): boolean {
  return Array.isArray(entry) && typeof entry[0] === 'string' && isJsonObject(entry[1]);
}
