import { describe, expect, test } from 'vitest';
import { readWrapped } from './wrapped.ts';

const read = (words: string, port?: string) => readWrapped(words.split(' ').filter(Boolean), port);

describe('the arguments of npm run tcb', () => {
  test('go to the CLI as they are', () => {
    const args = ['fn', 'run', '--name', 'a', '--params', '{"--as":1}'];
    expect(readWrapped(args, undefined)).toEqual({ origin: 'http://127.0.0.1:5300', openid: null, args });
  });

  test.each([
    '--as o-1 --origin http://127.0.0.1:6000 fn run --name a',
    'fn run --name a --origin=http://127.0.0.1:6000 --as=o-1',
    'fn --origin http://127.0.0.1:6000 run --as o-1 --name a',
  ])('may hold our own options anywhere: %s', (words) => {
    const args = ['fn', 'run', '--name', 'a'];
    expect(read(words)).toEqual({ origin: 'http://127.0.0.1:6000', openid: 'o-1', args });
  });

  test.each([
    ['6000', 'http://127.0.0.1:6000'],
    ['', 'http://127.0.0.1:5300'],
  ])('mean the port that PORT says (%j)', (port, origin) => {
    expect(read('fn list', port).origin).toBe(origin);
  });

  test.each([
    ['--as', '--as has no value'],
    ['fn run --as --name a', '--as has no value'],
    ['--origin= fn list', '--origin has no value'],
    ['--as o;WX_OPENID=o-2 fn run', 'is not an openid'],
    ['--as o=1 fn run', 'is not an openid'],
    ['--as o-1 fn list', '--as is for fn run only'],
  ])('are refused: %s', (words, message) => {
    expect(() => read(words)).toThrow(message);
  });
});
