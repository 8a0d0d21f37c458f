import { expect, test } from 'vitest';
import { hashOf, homeRoute, phoneUrl, readMessage } from './route.ts';

test('the address of a page is what the phone opens', () => {
  expect(hashOf(homeRoute)).toBe('');
  expect(hashOf({ path: 'pages/me/me', query: {} })).toBe('#/pages/me/me');
  // A page gets its query as it was written: encoded again, it would be another each time.
  expect(hashOf({ path: 'pages/order/order', query: { title: '%E8%8C%B6' } })).toBe(
    '#/pages/order/order?title=%E8%8C%B6',
  );
  expect(phoneUrl('o-lin', '#/pages/me/me')).toBe('/_preview/phone/?openid=o-lin#/pages/me/me');
});

test('a route that the phone tells is understood with and without a slash in front', () => {
  for (const path of ['pages/me/me', '/pages/me/me']) {
    expect(readMessage({ type: 'route', path, query: { n: 1 } })).toEqual({
      type: 'route',
      route: { path: 'pages/me/me', query: { n: '1' } },
    });
  }
});

test('an error may come without a stack', () => {
  expect(readMessage({ type: 'error', message: 'no' })).toEqual({ type: 'error', message: 'no', stack: '' });
});

test.each([null, 'route', {}, { type: 'route' }, { type: 'other', path: 'a' }])('%j is nothing', (data) => {
  expect(readMessage(data)).toBeNull();
});
