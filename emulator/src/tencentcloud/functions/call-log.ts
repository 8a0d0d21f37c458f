import type { CallEnd, CallRecord } from '../../functions/calls.ts';

/** What a call printed, between the lines that the platform adds. */
export function logText(record: CallRecord, end: CallEnd | undefined): string {
  const { requestId, ms } = record;
  const lines = [`START RequestId: ${requestId}`, ...record.console.map(({ text }) => text)];
  if (end) {
    lines.push(
      `END RequestId: ${requestId}`,
      `Report RequestId: ${requestId} Duration:${ms}ms MemUsage:${(end.memoryBytes / 1024 / 1024).toFixed(2)}MB`,
    );
  }
  return lines.join('\n');
}

/** The last `bytes` of a text. */
export function tailOf(text: string, bytes: number): string {
  const whole = Buffer.from(text);
  return whole.length <= bytes ? text : whole.subarray(-bytes).toString('utf8');
}
