import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs', 'rules.md'), 'utf8');

interface Rule {
  readonly number: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
  readonly broken: string;
}

const quoted = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

function rules(): Rule[] {
  return page
    .split('\n')
    .filter((line) => /^\| \*\*\d\*\*/.test(line))
    .map((line) => {
      const cells = line.split(' | ');
      return {
        number: /\*\*(\d)\*\*/.exec(line)?.[1] ?? '',
        files: quoted(cells[2]).filter((name) => name.endsWith('.ts')),
        tests: quoted(cells[3]),
        broken: (cells[4] ?? '').replace(/ \|$/, '').trim(),
      };
    });
}

function testSources(): string {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return (
    files
      .split('\n')
      // Tests that run over several channels stand in tests/support.
      .filter((file) => file.endsWith('.test.ts') || file.startsWith('tests/support/'))
      .filter((file) => file.endsWith('.ts') && existsSync(join(root, file)))
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n')
  );
}

/** By its own title, or by that of a table whose words for this case stand in it. */
function exists(name: string, sources: string): boolean {
  if (sources.includes(`'${name}'`)) return true;
  const titles = [...sources.matchAll(/'([^'\n]*%s[^'\n]*)'/g)].map(([, title = '']) => title);
  return titles.some((title) => {
    const words = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const cases = new RegExp(`^${words.replaceAll('%s', '(.+)')}$`).exec(name)?.slice(1);
    return cases?.every((one) => sources.includes(`'${one}'`)) ?? false;
  });
}

test('docs/rules.md says of each of the nine rules what keeps it, what proves it, and how it was broken', () => {
  expect(rules().map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  for (const { number, files, tests, broken } of rules()) {
    expect([number, files.length > 0, tests.length > 0, broken !== '']).toEqual([number, true, true, true]);
  }
});

test('every file that docs/rules.md names is there', () => {
  const files = quoted(page).filter((name) => /^[\w/-]+[\w.-]*\.ts$/.test(name));
  const folders = ['', 'cloudfunctions/shared'];
  expect(files.length).toBeGreaterThan(20);
  const missing = files.filter((file) => !folders.some((folder) => existsSync(join(root, folder, file))));
  expect(missing).toEqual([]);
});

test('every test that docs/rules.md names exists under that name', () => {
  const sources = testSources();
  const named = [...rules().flatMap(({ tests }) => tests), ...quoted(page.split('## Money and limit')[1])];
  const names = named.filter((name) => name.includes(' ') && !name.startsWith('npm '));
  expect(names.length).toBeGreaterThan(35);
  expect(names.filter((name) => !exists(name, sources))).toEqual([]);
});
