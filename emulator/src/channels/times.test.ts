import { expect, test } from 'vitest';

import {
  compactTime,
  dayMs,
  parseCompactTime,
  parsePlainTime,
  plainTime,
  rfc3339Time,
  secondMs,
} from './times.ts';

const atMs = Date.parse('2025-12-31T16:00:01Z');

test('times are written as China reads its clocks', () => {
  expect(compactTime(atMs)).toBe('20260101000001');
  expect(rfc3339Time(atMs)).toBe('2026-01-01T00:00:01+08:00');
  expect(plainTime(atMs)).toBe('2026-01-01 00:00:01');
});

test('a compact time stands for its second, a date for its day', () => {
  expect(parseCompactTime('20260101000001')).toEqual({ firstMs: atMs, lastMs: atMs + secondMs - 1 });
  const midnightMs = atMs - secondMs;
  expect(parseCompactTime('20260101')).toEqual({ firstMs: midnightMs, lastMs: midnightMs + dayMs - 1 });
});

test.each(['20260230', '20261301', '20260101240000', '2026010', '2026-01-01', 'OnAccept'])(
  '%s is no time',
  (text) => {
    expect(parseCompactTime(text)).toBeNull();
  },
);

test('a plain time is read as China writes it', () => {
  expect(parsePlainTime('2026-01-01 00:00:01')).toBe(atMs);
});

test.each(['2026-02-30 00:00:00', '2026-01-01T00:00:00', '2026-01-01 0:00:00', '20260101000001', ''])(
  '"%s" is no plain time',
  (text) => {
    expect(parsePlainTime(text)).toBeNull();
  },
);
