import { describe, expect, it } from 'vitest';
import { readArguments } from './options.ts';

describe('the options of db:provision', () => {
  it('mean the real cloud, ask, and insert nothing where they are left out', () => {
    expect(readArguments([], undefined)).toEqual({
      localOrigin: null,
      envFile: '.env',
      planOnly: false,
      yes: false,
      seed: null,
      operator: null,
      replaceIndexes: false,
    });
  });

  it.each([
    [['--local'], undefined, 'http://127.0.0.1:5300'],
    [['--local'], '6000', 'http://127.0.0.1:6000'],
    [['--local', '--plan'], undefined, 'http://127.0.0.1:5300'],
    [['--plan', '--local', 'http://127.0.0.1:7000'], undefined, 'http://127.0.0.1:7000'],
    [['--local=http://127.0.0.1:7000'], undefined, 'http://127.0.0.1:7000'],
  ])('%j with PORT %s mean the local CloudBase', (argv, port, origin) => {
    expect(readArguments(argv, port).localOrigin).toBe(origin);
  });

  it('that there are not are refused', () => {
    expect(() => readArguments(['--force'], undefined)).toThrow('--force');
    expect(() => readArguments(['everything'], undefined)).toThrow('everything');
  });
});
