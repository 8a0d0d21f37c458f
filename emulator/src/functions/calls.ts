import type { Clock } from '../kernel/clock.ts';
import type { Invocation } from './invocation.ts';
import { functionLimits } from './limits.ts';
import type { ConsoleLevel } from './runtime/messages.ts';

/** One call that a function made to a service. */
export interface WireRecord {
  readonly service: string;
  readonly action: string;
  readonly collection: string | null;
  readonly ms: number;
  /** The effect of a fault that struck it. */
  readonly fault: string | null;
}

/** One call of a function, as `GET /_emulator/calls` shows it. */
export interface CallRecord {
  readonly requestId: string;
  readonly function: string;
  /** Who caused it: `wx_client`, `wx_client,scf`, `timer`, `http`, … */
  readonly source: string;
  /** The user of the mini-program who called; null = no WeChat context. */
  readonly openid: string | null;
  /** By the movable clock. */
  readonly startedAt: Date;
  ms: number;
  cold: boolean;
  /** `running`, `ok`, or the code of the error. */
  outcome: string;
  readonly wire: WireRecord[];
  readonly console: { readonly level: ConsoleLevel; readonly text: string }[];
}

/** What a call came to; the platform's own log shows it, the record above does not. */
export interface CallEnd {
  /** The result as JSON text, or the text of the error; the beginning of it. */
  readonly returned: string;
  /** What the process held after the last call that ended in it; 0 = none did. */
  readonly memoryBytes: number;
}

function toMicros(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}

/** The latest calls of all functions, the newest last. */
export class CallLog {
  readonly #clock: Clock;
  readonly #records = new Map<string, CallRecord>();
  readonly #listeners = new Set<(record: CallRecord) => void>();
  /** By `performance.now()`: real time, which the movable clock does not touch. */
  readonly #startedMs = new WeakMap<CallRecord | WireRecord, number>();
  readonly #realStartMs = new WeakMap<CallRecord, number>();
  readonly #ends = new WeakMap<CallRecord, CallEnd>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin({ requestId, name, source, door, openid }: Invocation): CallRecord {
    const record: CallRecord = {
      requestId,
      function: name,
      source: source || door,
      openid,
      startedAt: this.#clock.date(),
      ms: 0,
      cold: false,
      outcome: 'running',
      wire: [],
      console: [],
    };
    this.#records.set(requestId, record);
    this.#startedMs.set(record, performance.now());
    this.#realStartMs.set(record, Date.now());
    const [oldest] = this.#records.keys();
    if (this.#records.size > functionLimits.callsKept && oldest) this.#records.delete(oldest);
    return record;
  }

  finish(record: CallRecord, outcome: string, ms: number, { returned, memoryBytes }: CallEnd): void {
    record.outcome = outcome;
    record.ms = ms;
    this.#ends.set(record, { returned: returned.slice(0, functionLimits.returnedChars), memoryBytes });
    for (const listener of this.#listeners) listener(record);
  }

  print(record: CallRecord, level: ConsoleLevel, text: string): void {
    const kept = record.console.reduce((sum, line) => sum + line.text.length, 0);
    const left = functionLimits.consoleChars - kept;
    if (left <= 0 || record.console.length >= functionLimits.consoleLines) return;
    record.console.push({ level, text: text.slice(0, left) });
  }

  /** @param since when it began, by `performance.now()` */
  addWire(record: CallRecord, call: Omit<WireRecord, 'ms'>, since: number): void {
    if (record.wire.length >= functionLimits.wireRecordsKept) return;
    const { service, action, collection, fault } = call;
    const wire = { service, action, collection, ms: toMicros(performance.now() - since), fault };
    this.#startedMs.set(wire, since);
    record.wire.push(wire);
  }

  /** The calls with one more field for each call to a service: when it began, in ms after the function did. */
  listWithTiming(): readonly unknown[] {
    const startOf = (record: CallRecord | WireRecord): number => this.#startedMs.get(record) ?? 0;
    return this.list().map((record) => ({
      ...record,
      wire: record.wire.map((wire) => ({ ...wire, startedMs: toMicros(startOf(wire) - startOf(record)) })),
    }));
  }

  /** Undefined while the call runs. */
  endOf(record: CallRecord): CallEnd | undefined {
    return this.#ends.get(record);
  }

  /** When the call began by the machine's own clock, in ms since the epoch. */
  realStartOf(record: CallRecord): number {
    return this.#realStartMs.get(record) ?? 0;
  }

  find(requestId: string | undefined): CallRecord | undefined {
    return requestId === undefined ? undefined : this.#records.get(requestId);
  }

  list(): readonly CallRecord[] {
    return [...this.#records.values()];
  }

  clear(): void {
    this.#records.clear();
  }

  /** @returns a function that ends the subscription */
  onFinished(listener: (record: CallRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
