import type { CallRecord, WireRecord } from '../../local/client.ts';

/** What CloudBase counts. */
export interface Usage {
  readonly calls: number;
  /** Of the database: each get, count or aggregate, however many documents it gives. */
  readonly reads: number;
  /** Of the database: each add, update, `updateAndReturn` or remove, whether it matched or not. */
  readonly writes: number;
  /** Memory × time, each call rounded up to `BILLED_MS`. */
  readonly gbSeconds: number;
  /** Sent by functions to the public internet. */
  readonly bytesOut: number;
}

/** For example of one function. */
export type UsageOf = ReadonlyMap<string, Usage>;

export const NOTHING: Usage = { calls: 0, reads: 0, writes: 0, gbSeconds: 0, bytesOut: 0 };

/**
 * The older price list bills each begun 100 ms, that of 2022 each millisecond: this is never too little.
 * https://github.com/tencentyun/qcloud-documents (产品定价, 价格文档)
 */
const BILLED_MS = 100;
/** The price lists call it 读操作 and 写操作, and say nowhere that a large request counts more than once. */
const READS = ['database.getDocument', 'database.calculateDocument', 'database.aggregateDocuments'];
const TIMER = 'timer';

export function sum(usages: Iterable<Usage>): Usage {
  let total = NOTHING;
  for (const each of usages) total = plus(total, each);
  return total;
}

export function times(usage: Usage, factor: number): Usage {
  return each((key) => usage[key] * factor);
}

function plus(a: Usage, b: Usage): Usage {
  return each((key) => a[key] + b[key]);
}

function each(value: (key: keyof Usage) => number): Usage {
  return {
    calls: value('calls'),
    reads: value('reads'),
    writes: value('writes'),
    gbSeconds: value('gbSeconds'),
    bytesOut: value('bytesOut'),
  };
}

/** What one call of a function used. @param memoryMb as configured, which is what is billed */
export function usageOfCall({ ms, wire }: Pick<CallRecord, 'ms' | 'wire'>, memoryMb: number): Usage {
  const database = wire.filter(({ service }) => service === 'database');
  const reads = database.filter(isRead).length;
  const billedMs = Math.max(1, Math.ceil(ms / BILLED_MS)) * BILLED_MS;
  return {
    calls: 1,
    reads,
    writes: database.length - reads,
    gbSeconds: (memoryMb / 1024) * (billedMs / 1_000),
    bytesOut: 0,
  };
}

function isRead({ action }: Pick<WireRecord, 'action'>): boolean {
  return READS.includes(action);
}

/**
 * What these calls used, function by function, beside what runs anyway: the timer comes every minute, so a run that
 * finds nothing is no order's, and of one that finds something only what it does more.
 */
export function usageByFunction(
  calls: readonly CallRecord[],
  memoryMbOf: (name: string) => number,
  idle: Usage,
): UsageOf {
  const usages = new Map<string, Usage>();
  for (const call of calls) {
    if (isIdle(call)) continue;
    const used = usageOfCall(call, memoryMbOf(call.function));
    const own = call.function === TIMER ? plus(used, times(idle, -1)) : used;
    usages.set(call.function, plus(usages.get(call.function) ?? NOTHING, own));
  }
  return usages;
}

/** A run of the timer that found nothing: it has read its two first pages, and no more. */
export function isIdle(call: Pick<CallRecord, 'function' | 'wire'>): boolean {
  return call.function === TIMER && call.wire.length === 2 && call.wire.every(isRead);
}
