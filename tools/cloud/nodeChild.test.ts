import { describe, expect, test } from 'vitest';
import { endOf, startNode } from './nodeChild.ts';

describe('a child process', () => {
  test('ends with its exit code', async () => {
    expect(await endOf(startNode(['-e', 'process.exit(7)'], {}))).toBe(7);
  });

  test('that a signal ended is no end to go on from', async () => {
    const child = startNode(['-e', 'setInterval(() => {}, 1_000)'], {});
    const ended = endOf(child);
    child.kill('SIGTERM');
    await expect(ended).rejects.toThrow('stopped by SIGTERM');
  });

  test('leaves no listener behind', async () => {
    const before = process.listenerCount('SIGINT');
    await endOf(startNode(['-e', ''], {}));
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
