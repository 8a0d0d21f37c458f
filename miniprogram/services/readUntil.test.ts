import { beforeEach, expect, it, vi } from 'vitest';
import { pause } from './pause';
import { readUntil } from './readUntil';

vi.mock('./pause', () => ({ pause: vi.fn(async () => {}) }));

beforeEach(() => vi.mocked(pause).mockClear());

const counting = () => {
  let reads = 0;
  return vi.fn(async () => ++reads);
};
const pauses = () => vi.mocked(pause).mock.calls.length;

it('reads no more once the answer is as expected', async () => {
  const read = counting();
  expect(await readUntil({ read, done: (answer) => answer === 2, tries: 4 })).toBe(2);
  expect(read).toHaveBeenCalledTimes(2);
});

it('gives the last answer when none was as expected, and waits between two reads only', async () => {
  const read = counting();
  expect(await readUntil({ read, done: () => false, tries: 3 })).toBe(3);
  expect([read.mock.calls.length, pauses()]).toEqual([3, 2]);
});

it('reads once, without waiting, where there is one try', async () => {
  expect(await readUntil({ read: counting(), done: () => false, tries: 1 })).toBe(1);
  expect(pauses()).toBe(0);
});

it('passes a failure on at once', async () => {
  const read = vi.fn(() => Promise.reject(new Error('away')));
  await expect(readUntil({ read, done: () => true, tries: 3 })).rejects.toThrow('away');
  expect(read).toHaveBeenCalledTimes(1);
});
