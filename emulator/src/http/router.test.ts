import { expect, test } from 'vitest';
import type { Route } from '../kernel/service.ts';
import { Router } from './router.ts';

const route = (method: string, path: string): Route => ({ method, path, handle: async () => undefined });
const router = new Router([
  route('GET', '/a/'),
  route('ANY', '/a/b/'),
  route('POST', '/a/b'),
  route('DELETE', '/a/b'),
  route('GET', '/a/bc'),
  route('GET', '/'),
]);

test.each([
  ['GET', '/a/x', 'GET /a/'],
  ['PUT', '/a/b/x', 'ANY /a/b/'],
  ['DELETE', '/a/b', 'DELETE /a/b'],
  ['GET', '/a/bc', 'GET /a/bc'],
  ['GET', '/', 'GET /'],
])('%s %s is answered by %s', (method, path, expected) => {
  const found = router.find(method, path);
  expect(`${found.method} ${found.path}`).toBe(expected);
});

test.each([
  ['GET', '/a', 'NOT_FOUND'],
  ['GET', '/b', 'NOT_FOUND'],
  ['GET', '/a/b', 'METHOD_NOT_ALLOWED'],
])('%s %s is refused: %s', (method, path, code) => {
  expect(() => router.find(method, path)).toThrow(expect.objectContaining({ code }));
});
