// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { jsonView } from './json-view.ts';

const rows = (view: HTMLElement) =>
  [...view.querySelectorAll('.json-row')].map(({ textContent }) => textContent);
const changed = (view: HTMLElement) =>
  [...view.querySelectorAll('.changed > .json-key')].map(({ textContent }) => textContent);

test('money is also read in yuan, a date in Beijing, and nothing becomes markup', () => {
  const view = jsonView({
    priceFen: 16_800,
    quantity: 2,
    at: { $date: '2026-12-05T16:00:00.000Z' },
    note: '<img src=x>',
    none: null,
    tags: [],
  });
  expect(rows(view)).toEqual([
    'priceFen16800¥168.00',
    'quantity2',
    'at2026-12-05T16:00:00.000Z2026-12-06 00:00:00 北京',
    'note"<img src=x>"',
    'nonenull',
    'tags[]',
  ]);
  expect(view.querySelector('img')).toBeNull();
});

test('only what differs from before is marked, deep inside and where it is new', () => {
  const before = { state: 'shipped', version: 1, hold: { fen: 1, open: true } };
  const after = { state: 'received', version: 1, hold: { fen: 2, open: true }, chargeAt: 'x' };
  expect(changed(jsonView(after, before))).toEqual(['state', 'fen', 'chargeAt']);
  expect(changed(jsonView(after))).toEqual([]);
});

test('what is large starts closed, unless something in it has changed', () => {
  const large = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}`, index]));
  const isOpen = (view: HTMLElement) => view.querySelector('details')?.open;
  expect(isOpen(jsonView({ large }))).toBe(false);
  expect(isOpen(jsonView({ large }, { large: { ...large, f3: 0 } }))).toBe(true);
  expect(isOpen(jsonView({ small: { a: 1 } }))).toBe(true);
});
