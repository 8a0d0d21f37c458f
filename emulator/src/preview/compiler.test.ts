import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Compiler, startCompiler } from './compiler.ts';

let root = '';
let compiler: Compiler;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'preview-compiler-'));
  compiler = startCompiler();
});
afterEach(async () => {
  await compiler.stop();
  rmSync(root, { recursive: true });
});

test('compiles again and again, also after what could not be compiled', async () => {
  await expect(compiler.compile(root)).rejects.toThrow('app.json');
  writeFileSync(join(root, 'app.json'), '{"pages": ["a"]}');
  writeFileSync(join(root, 'a.js'), 'Page({})');
  writeFileSync(join(root, 'a.wxml'), '<view/>');
  for (let times = 0; times < 2; times += 1) {
    const { files, findings } = await compiler.compile(root);
    expect(findings).toEqual([]);
    expect([...files.keys()]).toContain('app.js');
  }
});

test('what is being compiled fails when it is stopped, and nothing is compiled after that', async () => {
  const running = expect(compiler.compile(root)).rejects.toThrow('the compiler was stopped');
  await compiler.stop();
  await running;
  await expect(compiler.compile(root)).rejects.toThrow('the compiler was stopped');
});
