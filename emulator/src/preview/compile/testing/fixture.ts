import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const nodeModules = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));

/** Files by their path below the project's folder; objects become JSON, null leaves a file out. */
export type FixtureFiles = Readonly<Record<string, string | object | null>>;

const smallest: FixtureFiles = {
  'package.json': { dependencies: { 'tdesign-miniprogram': '*' } },
  'miniprogram/app.json': { pages: ['pages/a/a'] },
  'miniprogram/pages/a/a.ts': 'Page({ data: { greeting: "hello" } });',
  'miniprogram/pages/a/a.wxml': '<view>{{greeting}}</view>',
};

/**
 * Writes a project that has a mini-program of one page, and these files; it is removed when the test ends.
 * @returns the mini-program's root
 */
export function writeMiniprogram(files: FixtureFiles): string {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'preview-')));
  onTestFinished(() => rmSync(project, { recursive: true, force: true, maxRetries: 3 }));
  for (const [path, content] of Object.entries({ ...smallest, ...files })) {
    if (content === null) continue;
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  symlinkSync(nodeModules, join(project, 'node_modules'), 'junction');
  return join(project, 'miniprogram');
}
