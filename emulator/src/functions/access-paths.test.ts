import { describe, expect, test } from 'vitest';
import { Clock } from '../kernel/clock.ts';
import { AccessPaths, withoutEndSlashes } from './access-paths.ts';
import type { FunctionConfig } from './project.ts';

const declared = [
  { name: 'pay', path: '/pay' },
  { name: 'none', path: null },
] as unknown as readonly FunctionConfig[];

describe('the paths under HTTP access', () => {
  test('lead to the function of the longest that fits, part by part', () => {
    const paths = new AccessPaths(declared, new Clock());
    paths.add('/pay/notify', 'notify');
    const leading = (path: string) => paths.leadingTo(path)?.functionName;
    expect(
      ['/pay', '/pay/x', '/pay/notify', '/pay/notify/x', '/pay/notifyx', '/payx', '/'].map(leading),
    ).toEqual(['pay', 'pay', 'notify', 'notify', 'pay', undefined, undefined]);
    paths.add('/', 'all');
    expect(['/payx', '/pay/x'].map(leading)).toEqual(['all', 'pay']);
  });

  test.each([
    ['/pay', '/pay'],
    ['/pay/', '/pay'],
    ['/a/b//', '/a/b'],
    ['/', '/'],
    ['///', '/'],
  ])('%s is kept as %s', (path, kept) => expect(withoutEndSlashes(path)).toBe(kept));

  test('are those that are declared again after a reset', () => {
    const paths = new AccessPaths(declared, new Clock());
    paths.add('/other', 'other');
    paths.remove('/pay');
    paths.reset();
    expect(paths.list()).toMatchObject([{ path: '/pay', functionName: 'pay' }]);
  });
});
