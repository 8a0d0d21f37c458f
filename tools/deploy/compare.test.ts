import { describe, expect, it } from 'vitest';
import type { AccessPath, DeployedFunction } from './cloudFunctions.ts';
import { compare, obsoleteTimers } from './compare.ts';
import { aBundle, aCloud, aFunction, deployed } from './testing/functions.ts';

const PATHS = aCloud().paths;
const found = (changes: Partial<DeployedFunction>, paths: readonly AccessPath[] = PATHS) =>
  compare(aFunction(), deployed(changes), paths);

describe('a function of the cloud', () => {
  it('is what was built where nothing differs', () => expect(found({})).toEqual([]));

  const cases: readonly [what: string, changes: Partial<DeployedFunction>, is: string, wanted: string][] = [
    ['status', { status: 'UpdateFailed: no room' }, 'UpdateFailed: no room', 'Active'],
    ['handler', { handler: 'main.index' }, 'main.index', 'index.main'],
    ['memory', { memoryMb: 128 }, '128 MB', '256 MB'],
    ['time-out', { timeoutS: 3 }, '3 s', '20 s'],
    ['timer everyMinute', { timers: {} }, 'missing', '0 * * * * * *'],
    ['timer everyMinute', { timers: { everyMinute: 'switched off' } }, 'switched off', '0 * * * * * *'],
    [
      'timer old',
      { timers: { everyMinute: '0 * * * * * *', old: '0 0 * * * * *' } },
      '0 0 * * * * *',
      'none',
    ],
    ['variable MODE', { variables: { KEY: 'a-secret-key' } }, 'missing', 'a value'],
    ['variable MODE', { variables: { KEY: 'a-secret-key', MODE: '' } }, 'empty', 'a value'],
    ['variable KEY', { variables: { MODE: 'authoriseOnce', KEY: 'other' } }, 'another value', 'a value'],
    [
      'variable OLD',
      { variables: { MODE: 'authoriseOnce', KEY: 'a-secret-key', OLD: '1' } },
      'another value',
      'nothing',
    ],
  ];
  it.each(cases)('differs in its %s, and in nothing else', (what, changes, is, wanted) => {
    expect(found(changes)).toEqual([{ part: 'configuration', what, is, wanted }]);
  });

  it('differs in its code, file by file', () => {
    const files = { 'index.js': 'exports.main = 2', 'more.js': '' };
    const differences = found({ bundle: aBundle(files) });
    expect(differences).toEqual([
      {
        part: 'code',
        what: 'index.js',
        is: expect.stringMatching(/^[0-9a-f]{12}$/),
        wanted: expect.any(String),
      },
      { part: 'code', what: 'more.js', is: expect.stringMatching(/^[0-9a-f]{12}$/), wanted: 'missing' },
    ]);
    expect(differences[0]?.is).not.toBe(differences[0]?.wanted);
    expect(found({ bundle: aBundle({}) })).toEqual([expect.objectContaining({ is: 'missing' })]);
  });

  it('differs where its code cannot be unpacked', () => {
    expect(found({ bundle: aBundle({}), unreadable: 'no zip' })).toEqual([
      { part: 'code', what: 'code', is: 'no zip', wanted: 'what was built' },
    ]);
  });

  it('may have an empty variable that the project has, or not have it', () => {
    const variables = { MODE: 'authoriseOnce', KEY: 'a-secret-key' };
    expect(found({ variables })).toEqual([]);
    expect(found({ variables: { ...variables, EMPTY: '', OLD: '' } })).toEqual([]);
  });

  it('tells no value of a variable', () => {
    const text = JSON.stringify(found({ variables: { KEY: 'another-secret' } }));
    expect(text).toContain('KEY');
    expect(text).not.toMatch(/secret|authoriseOnce/);
  });

  it('needs a person where its runtime is another', () => {
    expect(found({ runtime: 'Nodejs16.13' })).toEqual([
      expect.objectContaining({
        what: 'runtime',
        is: 'Nodejs16.13',
        byHand: expect.stringContaining('fn delete settle'),
      }),
    ]);
  });
});

describe('a path', () => {
  const pathOf = (changes: Partial<AccessPath> | null) =>
    found({}, changes === null ? [] : PATHS.map((one) => ({ ...one, ...changes })));

  it('may be missing, which deploying mends', () => {
    expect(pathOf(null)).toEqual([
      { part: 'configuration', what: 'path /callback', is: 'missing', wanted: 'open' },
    ]);
    expect(pathOf({ path: '/other' })).toHaveLength(1);
  });

  it.each([
    [{ functionName: 'other' }, 'given to other', 'service delete'],
    [{ needsLogin: true }, 'only for those who log in', '身份认证'],
  ])('needs a person where it is %j', (changes, is, advice) => {
    expect(pathOf(changes)).toEqual([
      expect.objectContaining({ is, byHand: expect.stringContaining(advice) }),
    ]);
  });

  it('is not asked for where the function has none', () => {
    expect(compare(aFunction({ path: null }), deployed(), [])).toEqual([]);
  });
});

describe('timers that must go before new ones come', () => {
  it('are those of another time, those switched off, and those that the project does not have', () => {
    const timers = {
      same: '0 0 * * * * *',
      moved: '0 1 * * * * *',
      off: 'switched off',
      old: '0 2 * * * * *',
    };
    const wanted = aFunction({ timers: { ...timers, moved: '0 9 * * * * *', off: '0 3 * * * * *' } });
    const { old: _old, ...ours } = wanted.timers;
    expect(obsoleteTimers({ ...wanted, timers: ours }, deployed({ timers }))).toEqual([
      'moved',
      'off',
      'old',
    ]);
  });
});
