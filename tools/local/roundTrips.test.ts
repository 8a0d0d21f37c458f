import { describe, expect, it } from 'vitest';
import { roundTrips } from './roundTrips.ts';

type Trip = readonly [fromMs: number, toMs: number, service?: string];

function counted(...trips: readonly Trip[]): number {
  return roundTrips({
    wire: trips.map(([startedMs, toMs, service = 'database']) => ({
      service,
      action: 'database.queryDocument',
      collection: 'orders',
      startedMs,
      ms: toMs - startedMs,
    })),
  });
}

describe('round trips', () => {
  it.each<[string, readonly Trip[], number]>([
    ['none', [], 0],
    ['one', [[0, 10]], 1],
    [
      'one after the other',
      [
        [0, 10],
        [10, 20],
        [21, 30],
      ],
      3,
    ],
    [
      'side by side',
      [
        [0, 10],
        [0, 10],
        [1, 11],
      ],
      1,
    ],
    [
      'side by side, then one',
      [
        [0, 10],
        [1, 9],
        [12, 20],
      ],
      2,
    ],
    [
      'one that waited for the quicker of two',
      [
        [0, 30],
        [0, 10],
        [10, 20],
      ],
      2,
    ],
    [
      'two chains side by side',
      [
        [0, 10],
        [0, 10],
        [11, 20],
        [12, 20],
      ],
      2,
    ],
    [
      'a slow one beside three',
      [
        [0, 100],
        [1, 10],
        [11, 20],
        [21, 30],
      ],
      3,
    ],
    [
      'reported in another order',
      [
        [21, 30],
        [0, 10],
        [11, 20],
      ],
      3,
    ],
    [
      'only of the database',
      [
        [0, 10],
        [20, 30, 'wx.openApi'],
        [40, 50, 'functions'],
      ],
      1,
    ],
  ])('%s', (_what, trips, count) => {
    expect(counted(...trips)).toBe(count);
  });
});
