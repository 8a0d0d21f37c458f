import type { CallRecord } from '../model.ts';

const sources: Readonly<Record<string, string>> = {
  wx_client: '小程序',
  client: '未登录',
  timer: '定时器',
  http: 'HTTP',
  invoke: '函数',
  api: '云 API',
};

/** Who called: the person's name where it was one. @param nameOf answers an openid's name */
export function callerOf({ source, openid }: CallRecord, nameOf: (openid: string) => string): string {
  if (openid !== null) return nameOf(openid);
  return sources[source] ?? sources[source.split(',').at(-1) ?? ''] ?? source;
}

const reads = new Set(['database.getDocument', 'database.calculateDocument', 'database.aggregateDocuments']);

/** A timer that found nothing to do: it only read, and had nothing to say. */
export function isIdleTimer({ source, outcome, console: lines, wire }: CallRecord): boolean {
  return (
    source === 'timer' &&
    outcome === 'ok' &&
    lines.length === 0 &&
    wire.every(({ action, fault }) => reads.has(action) && fault === null)
  );
}

/** Every word must occur somewhere: in the function, who called, the outcome, collections or the console. */
export function matchesText(call: CallRecord, caller: string, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const haystack = [
    call.function,
    caller,
    call.outcome,
    ...call.wire.flatMap(({ service, action, collection, fault }) => [service, action, collection, fault]),
    ...call.console.map((line) => line.text),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => haystack.includes(word));
}

/** 数据库 3 · 其他 1 */
export function tripsText({ wire }: CallRecord): string {
  const count = (service: string): number => wire.filter((record) => record.service === service).length;
  const database = count('database');
  const others = wire.length - database;
  return [database > 0 && `数据库 ${database}`, others > 0 && `其他 ${others}`].filter(Boolean).join(' · ');
}
