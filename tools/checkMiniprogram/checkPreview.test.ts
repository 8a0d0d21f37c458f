import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkPreview } from './checkPreview.ts';
import { said, theProject } from './testing/fixture.ts';

/** A project whose preview compiles by this script. */
function withCompiler(script: string) {
  const project = theProject();
  const folder = join(project.projectDir, 'emulator', 'src', 'preview', 'compile');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.ts'), script);
  return project;
}

it("the preview's compiler is asked where it is there", async () => {
  expect(await checkPreview(theProject())).toEqual([]);
  const findings = `[
    { file: 'app.json', line: 1, message: root.endsWith('miniprogram') ? 'strange' : root },
    { file: 'miniprogram_npm/ui/button.wxml', line: 1, message: 'not ours to mend' },
  ]`;
  const compiler = `export const compileMiniprogram = async ({ root }) => ({ findings: ${findings} });`;
  expect(said(await checkPreview(withCompiler(compiler)))).toEqual(['app.json:1 strange']);
});

it('a mini-program that cannot be compiled at all is a finding', async () => {
  const compiler = "export const compileMiniprogram = async () => { throw new Error('no page at all'); };";
  expect(said(await checkPreview(withCompiler(compiler)))).toEqual(['app.json no page at all']);
});
