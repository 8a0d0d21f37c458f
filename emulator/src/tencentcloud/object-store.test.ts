import { expect, test } from 'vitest';
import { ObjectStore } from './object-store.ts';

const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

test('what is offered can be taken once, and only by its token', () => {
  const store = new ObjectStore('http://127.0.0.1:5300');
  const [first, second] = [store.offer(Buffer.from('1')), store.offer(Buffer.from('2'))];
  expect(first).toMatch(/^http:\/\/127\.0\.0\.1:5300\/_emulator\/cloud\/download\?token=/);
  expect(store.take('')).toBeUndefined();
  expect(store.take(tokenOf(second))?.toString()).toBe('2');
  expect(store.take(tokenOf(second))).toBeUndefined();
  expect(store.take(tokenOf(first))?.toString()).toBe('1');
});

test('offers that nobody takes do not pile up', () => {
  const store = new ObjectStore('http://127.0.0.1:5300');
  const urls = Array.from({ length: 101 }, () => store.offer(Buffer.from('zip')));
  const left = urls.map((url) => store.take(tokenOf(url)) !== undefined);
  expect(left).toEqual([false, ...Array(100).fill(true)]);
});
