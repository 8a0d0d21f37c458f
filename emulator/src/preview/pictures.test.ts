import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPicture } from './pictures.ts';

const dir = mkdtempSync(join(tmpdir(), 'pictures-'));
const folder = join(dir, 'pictures');
mkdirSync(join(folder, 'shop.example.com'), { recursive: true });
writeFileSync(join(folder, 'shop.example.com', 'a.svg'), '<svg/>');
writeFileSync(join(dir, 'secret'), 'x');
mkdirSync(`${folder}-other`);
writeFileSync(join(`${folder}-other`, 'b.svg'), '<svg/>');
afterAll(() => rmSync(dir, { recursive: true }));

test('a picture is found by host and path', () => {
  expect(String(readPicture(folder, 'shop.example.com/a.svg'))).toBe('<svg/>');
});

test.each([
  'shop.example.com/none.svg',
  'shop.example.com',
  '',
  '../secret',
  '../pictures-other/b.svg',
  'x/../../secret',
])('there is none at %j', (path) => {
  expect(readPicture(folder, path)).toBeUndefined();
});
