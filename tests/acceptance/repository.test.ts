import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkPermissions } from '../../tools/doctor/environmentFile.ts';

/**
 * The vendor's acceptance list (docs/acceptance.md): what the repository shows, and that the page keeps its
 * word.
 */

const root = resolve(import.meta.dirname, '..', '..');

function git(...args: string[]): string[] {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
}
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

test('18 ● no key stands in code or in a file that is committed', () => {
  const files = git('ls-files', '--cached', '--others', '--exclude-standard').filter((file) =>
    existsSync(join(root, file)),
  );
  expect(
    files.filter((file) => /\.(pem|key|p12|pfx)$|^\.env$|\.env\.(local|production)$/.test(file)),
  ).toEqual([]);
  // A whole key: its first line alone stands in messages and tests.
  const wholeKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/;
  // In base64, as the variables hold it: `-----BEGIN PRIVATE KEY` or `MII…`, and long.
  const encodedKey = /(LS0tLS1CRUdJTi|MII[CEJ][A-Za-z0-9+/]{3})[A-Za-z0-9+/=]{300}/;
  const secret = /^WECHATPAY_(MERCHANT_KEY|APIV[23]_KEY)=\S/m;
  const keys = [wholeKey, encodedKey, secret];
  expect(files.filter((file) => keys.some((key) => key.test(textOf(file))))).toEqual([]);
  // What a merchant fills in is ignored by git, wherever it lies.
  for (const file of ['.env', '.env.production', '.env.local'])
    expect(git('check-ignore', file)).toEqual([file]);
});

test.skipIf(process.platform === 'win32')('19 ○ a file with keys that others may read is found', () => {
  const dir = mkdtempSync(join(tmpdir(), 'houfu-keys-'));
  const marks = [0o600, 0o640, 0o604].map((mode) => {
    const file = join(dir, `.env.${mode}`);
    writeFileSync(file, '', { mode });
    return checkPermissions(file).map(({ mark }) => mark);
  });
  rmSync(dir, { recursive: true });
  expect(marks).toEqual([['✓'], ['!'], ['!']]);
});

/** The 4 general and the 24 numbered items, in the vendor's order. */
const ITEMS = [
  ...[1, 2, 3, 4].map((item) => `G${item}`),
  ...Array.from({ length: 24 }, (_, at) => String(at + 1)),
];
const FILES = [
  'cloudfunctions/shared/channels/wechatpay/acceptance.test.ts',
  ...readdirSync(join(root, 'tests', 'acceptance'))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `tests/acceptance/${file}`),
];

/** A row of the table: the item, ● or ○, what it says, how it is met, the names of tests in backquotes. */
interface Row {
  readonly item: string;
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

function rows(): Row[] {
  return textOf('docs/acceptance.md')
    .split('\n')
    .filter((line) => /^\| (G\d|\d+) \|/.test(line))
    .map((line) => {
      const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
      const names = [...(cells[4] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      return { item: cells[0] ?? '', names, cells };
    });
}

/** The names of the tests of acceptance, without what `test.each` puts in. */
function testNames(): string[] {
  return FILES.flatMap((file) =>
    [...textOf(file).matchAll(/'((?:G\d|\d+) [●○] [^']+)'/g)].map(([, name = '']) =>
      name.replace(/: %s$/, ''),
    ),
  );
}

test('docs/acceptance.md answers every item of the list, each with a test or a reason', () => {
  expect(rows().map(({ item }) => item)).toEqual(ITEMS);
  for (const { item, cells } of rows()) {
    expect(cells, item).toHaveLength(5);
    expect(
      cells.every((cell) => cell.trim() !== ''),
      item,
    ).toBe(true);
    expect(cells[1], item).toMatch(/^[●○]$/);
  }
});

test('every test that docs/acceptance.md names exists, and every test of acceptance is named there', () => {
  const named = rows().flatMap(({ item, cells, names }) =>
    names.map((name) => `${item} ${cells[1]} ${name}`),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.toSorted()).toEqual(testNames().toSorted());
});

test('every file that docs/acceptance.md names is there', () => {
  const paths = [...textOf('docs/acceptance.md').matchAll(/`([\w./-]+\.ts)`/g)].map(([, path = '']) => path);
  // A file of the channel is named without its folder where that was said just before.
  const folders = ['', 'cloudfunctions', 'cloudfunctions/shared', 'cloudfunctions/shared/channels/wechatpay'];
  const found = (path: string) => folders.some((folder) => existsSync(join(root, folder, path)));
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !found(path))).toEqual([]);
});
