import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logAlarm, logDefect, logEvent } from './log.ts';

let out: string[];
let err: string[];

beforeEach(() => {
  [out, err] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((line) => out.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation((line) => err.push(String(line)));
});

afterEach(() => vi.restoreAllMocks());

describe('the log', () => {
  it('is one line of JSON for each event', () => {
    logEvent('channelCall', { orderId: 'a', answer: 'two\nlines' });
    expect(out).toHaveLength(1);
    expect(out[0]).not.toContain('\n');
    expect(JSON.parse(out[0] ?? '')).toEqual({ event: 'channelCall', orderId: 'a', answer: 'two\nlines' });
  });

  it('tells alarms by their level', () => {
    logAlarm('orderNeedsAttention', { orderId: 'a' });
    expect(JSON.parse(err[0] ?? '')).toEqual({ level: 'alarm', event: 'orderNeedsAttention', orderId: 'a' });
  });

  it('keeps name, message and stack of a defect, and none of its other fields', () => {
    logDefect(Object.assign(new RangeError('broken'), { config: { headers: 'secret' } }));
    expect(JSON.parse(err[0] ?? '')).toMatchObject({ name: 'RangeError', message: 'broken' });
    expect(err[0]).toContain('log.test.ts');
    expect(err[0]).not.toContain('secret');
  });

  it.each(['a text', undefined, null, 7])('takes a defect that is no error: %j', (error) => {
    logDefect(error);
    expect(JSON.parse(err[0] ?? '')).toMatchObject({ level: 'error', message: String(error) });
  });
});
