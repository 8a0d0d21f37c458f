import { describe, expect, it } from 'vitest';
import type { CallRecord, WireRecord } from '../../local/client.ts';
import { isIdle, sum, times, usageByFunction, usageOfCall } from './usage.ts';

function wire(...actions: readonly string[]): WireRecord[] {
  return actions.map((action) => ({
    service: action.startsWith('database.') ? 'database' : 'functions',
    action,
    collection: 'orders',
    startedMs: 0,
    ms: 1,
  }));
}

function call(name: string, ms: number, ...actions: readonly string[]): CallRecord {
  return {
    requestId: name,
    function: name,
    openid: null,
    ms,
    cold: false,
    outcome: 'ok',
    wire: wire(...actions),
    console: [],
  };
}

const READ = 'database.getDocument';
const WRITE = 'database.modifyAndReturnDoc';
const IDLE = call('timer', 30, READ, READ);
const idle = usageOfCall(IDLE, 256);

describe('a call of a function', () => {
  it.each([
    [READ, 1, 0],
    ['database.calculateDocument', 1, 0],
    ['database.aggregateDocuments', 1, 0],
    ['database.insertDocument', 0, 1],
    ['database.modifyDocument', 0, 1],
    [WRITE, 0, 1],
    ['database.removeDocument', 0, 1],
    ['functions.invokeFunction', 0, 0],
  ])('that does %s has %d reads and %d writes', (action, reads, writes) => {
    expect(usageOfCall(call('f', 1, action), 256)).toMatchObject({ calls: 1, reads, writes });
  });

  it.each([
    [0, 256, 0.025],
    [1, 256, 0.025],
    [100, 256, 0.025],
    [101, 256, 0.05],
    [1760, 256, 0.45],
    [100, 128, 0.0125],
    [1000, 1024, 1],
  ])('of %d ms with %d MB is billed as %d GB·s', (ms, memoryMb, gbSeconds) => {
    expect(usageOfCall(call('f', ms), memoryMb).gbSeconds).toBeCloseTo(gbSeconds, 10);
  });
});

describe('a run of the timer', () => {
  it.each([
    ['found nothing', true, IDLE],
    ['did something', false, call('timer', 30, READ, READ, WRITE, READ, READ)],
    ['could not read', false, call('timer', 30, READ)],
    ['wrote', false, call('timer', 30, READ, WRITE)],
    ['is another function', false, call('readOrders', 30, READ, READ)],
  ])('%s: idle %s', (_what, expected, record) => expect(isIdle(record)).toBe(expected));
});

describe('what an order used', () => {
  const used = (...calls: readonly CallRecord[]) => usageByFunction(calls, () => 256, idle);

  it('is counted function by function', () => {
    const usages = used(
      call('settle', 80, READ, WRITE),
      call('settle', 120, WRITE),
      call('account', 10, READ),
    );
    expect(usages.get('settle')).toMatchObject({ calls: 2, reads: 1, writes: 2, bytesOut: 0 });
    expect(usages.get('settle')?.gbSeconds).toBeCloseTo(0.075, 10);
    expect(usages.get('account')).toMatchObject({ calls: 1, reads: 1, writes: 0 });
  });

  it('is of the timer only what it did more than nothing, since it comes anyway', () => {
    const working = call('timer', 130, READ, READ, WRITE, READ, READ);
    const timer = used(IDLE, working, IDLE).get('timer');
    expect(timer).toMatchObject({ calls: 0, reads: 2, writes: 1 });
    expect(timer?.gbSeconds).toBeCloseTo(0.025, 10);
  });

  it('is nothing where the timer found nothing', () => expect(used(IDLE, IDLE).size).toBe(0));
});

it('adds up and multiplies every kind of use', () => {
  const one = { calls: 1, reads: 2, writes: 3, gbSeconds: 4, bytesOut: 5 };
  expect(sum([one, times(one, 2)])).toEqual({ calls: 3, reads: 6, writes: 9, gbSeconds: 12, bytesOut: 15 });
});
