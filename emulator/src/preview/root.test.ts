import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { miniprogramRoot } from './root.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'preview-root-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test.each([
  ['{"miniprogramRoot": "mini/"}', 'mini'],
  ['{}', ''],
])('%s leads to the folder "%s" of the project', (text, folder) => {
  writeFileSync(join(dir, 'project.config.json'), text);
  expect(miniprogramRoot(dir)).toBe(join(dir, folder).replace(/\/$/, ''));
});

test.each([
  [null, 'is missing; say --preview DIR'],
  ['{', 'is not valid JSON'],
  ['{"miniprogramRoot": 1}', 'no miniprogramRoot that is a text'],
])('%s is refused: %s', (text, message) => {
  if (text !== null) writeFileSync(join(dir, 'project.config.json'), text);
  expect(() => miniprogramRoot(dir)).toThrow(message);
});
