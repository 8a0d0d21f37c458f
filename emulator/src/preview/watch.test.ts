import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSource, watchSources } from './watch.ts';

let dir = '';
let end = (): void => {};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'preview-watch-'));
});
afterEach(() => {
  end();
  rmSync(dir, { recursive: true, force: true });
});

/** Resolves when a change is told. */
function nextChange(root: string): Promise<void> {
  return watching(root)();
}

/** Watches. @returns a function that resolves when the next change is told */
function watching(root: string): () => Promise<void> {
  let tell = (): void => {};
  end = watchSources(root, () => tell());
  return () =>
    new Promise((resolve) => {
      tell = resolve;
    });
}

test('a changed file, deep below, is told', async () => {
  mkdirSync(join(dir, 'pages/shop'), { recursive: true });
  const file = join(dir, 'pages/shop/shop.ts');
  writeFileSync(file, '1');
  const changed = nextChange(dir);
  writeFileSync(file, '2');
  await changed;
});

test('a file in a new folder is told', async () => {
  const changed = nextChange(dir);
  mkdirSync(join(dir, 'views'));
  writeFileSync(join(dir, 'views/order.ts'), '1');
  await changed;
});

test('a file that was replaced, as editors and version control do, is still told of', async () => {
  const file = join(dir, 'app.ts');
  writeFileSync(file, '1');
  const next = watching(dir);
  const replaced = next();
  writeFileSync(`${file}~`, '2');
  renameSync(`${file}~`, file);
  await replaced;
  const written = next();
  writeFileSync(file, '3');
  await written;
});

test('a folder that goes and comes back is watched again', async () => {
  const root = join(dir, 'miniprogram');
  const file = join(root, 'pages/shop.ts');
  mkdirSync(join(root, 'pages'), { recursive: true });
  const next = watching(root);
  const gone = next();
  rmSync(root, { recursive: true });
  await gone;
  const back = next();
  mkdirSync(join(root, 'pages'), { recursive: true });
  writeFileSync(file, '1');
  await back;
  const written = next();
  writeFileSync(file, '2');
  await written;
});

test('a folder that comes later is watched, and told as a change', async () => {
  const root = join(dir, 'miniprogram');
  const changed = nextChange(root);
  mkdirSync(root);
  await changed;
});

test.each([
  ['app.json', true],
  ['pages/shop/shop.wxml', true],
  ['miniprogram_npm/tdesign-miniprogram/button/button.js', false],
  ['node_modules/a/index.js', false],
  ['.git/index', false],
  ['pages/.shop.ts.swp', false],
  ['pages/shop.ts~', false],
  ['format/money.test.ts', false],
])('%s calls for a build: %s', (path, expected) => {
  expect(isSource(path)).toBe(expected);
});
