import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Asks in a process of its own, whose terminal is this text and then closes. */
function answerTo(typed: string): string {
  const program = "import { ask } from './tools/provision/ask.ts'; console.log(await ask('apply?'));";
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  return execFileSync(process.execPath, args, { cwd: process.cwd(), input: typed, encoding: 'utf8' });
}

it.each([
  ['y\n', true],
  ['YES\n', true],
  ['n\n', false],
  ['yesterday\n', false],
  ['\n', false],
  ['', false],
])('%j is taken as %s', (typed, expected) => {
  expect(answerTo(typed)).toBe(`apply? [y/N] ${expected}\n`);
});
