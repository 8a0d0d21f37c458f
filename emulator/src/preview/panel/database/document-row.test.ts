// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { documentRow } from './document-row.ts';

const before = { _id: 'o1', state: 'created', version: 1 };
const document = { _id: 'o1', state: 'shipped', version: 2 };
const summary = (row: HTMLElement) =>
  [...row.querySelectorAll('.part')].map(({ textContent }) => textContent);

test('a document that has changed says what has, also while it is closed', () => {
  expect(summary(documentRow({ document, before }, false))).toEqual(['变化：state、version', 'shipped']);
  expect(summary(documentRow({ document, before: undefined }, false))).toEqual(['shipped']);
});

test('its fields are drawn when it opens, once', () => {
  const row = documentRow({ document, before }, false);
  expect(row.querySelector('.json')).toBeNull();
  row.open = true;
  for (let times = 0; times < 2; times += 1) row.dispatchEvent(new Event('toggle'));
  expect(row.querySelectorAll('.json')).toHaveLength(1);
  expect(documentRow({ document, before }, true).querySelectorAll('.changed')).toHaveLength(2);
});
