import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  return new Promise((resolve) => {
    end = watchSources(root, resolve);
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
