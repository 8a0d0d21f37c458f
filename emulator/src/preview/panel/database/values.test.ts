import { expect, test } from 'vitest';
import { changedKeys, dateOf, summaryOf } from './values.ts';

test('a document is summed up by what it is called, how it stands, short texts and money', () => {
  const document = {
    _id: '1',
    buyerId: 'b',
    channel: 'wechatpay',
    requestHash: 'x',
    amountFen: 8_900,
    note: 'a text that is far too long for a summary',
    count: 3,
    state: 'shipped',
    more: 'not any more',
  };
  expect(summaryOf(document)).toEqual(['shipped', 'wechatpay', '¥89.00']);
});

test('only a date alone is a date', () => {
  expect(dateOf({ $date: '2026-01-01T00:00:00.000Z' })).toBe('2026-01-01T00:00:00.000Z');
  for (const other of [{ $date: 'soon' }, { $date: 1 }, { $date: '2026-01-01', a: 1 }, [], null, 'a']) {
    expect(dateOf(other)).toBeNull();
  }
});

test('fields that are new, other or gone have changed', () => {
  const before = { _id: '1', state: 'created', hold: { fen: 1 }, tags: ['a'] };
  expect(changedKeys({ _id: '1', state: 'shipped', hold: { fen: 1 }, at: 'x' }, before)).toEqual([
    'state',
    'at',
    'tags',
  ]);
});
