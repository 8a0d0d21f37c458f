import { describe, expect, it } from 'vitest';
import { migrations } from './index.ts';
import { numbered } from './migration.ts';

const list = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, describe: '', run: async () => undefined }));

describe('the numbers of migrations', () => {
  it('go up by one', () => {
    const two = list('0001-first', '0002-and-second');
    expect(numbered(two)).toBe(two);
    expect(numbered(migrations)).toBe(migrations);
  });

  it.each([
    ['twice the same', ['0001-first', '0001-second'], '0001-second stands where 0002 must'],
    ['a gap', ['0001-first', '0003-third'], '0003-third stands where 0002 must'],
    ['the wrong order', ['0002-second', '0001-first'], '0002-second stands where 0001 must'],
    ['a beginning at 0', ['0000-first'], '0000-first stands where 0001 must'],
    ['three digits', ['001-first'], 'no id such as'],
    ['no name', ['0001'], 'no id such as'],
    ['a name that is not for files', ['0001-First one'], 'no id such as'],
  ])('are refused with %s', (_what, ids, words) => {
    expect(() => numbered(list(...ids))).toThrow(words);
  });
});
