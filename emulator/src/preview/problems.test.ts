import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemOfError, problemsOf } from './problems.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'preview-problems-'));
  writeFileSync(
    join(root, 'a.wxml'),
    Array.from({ length: 9 }, (_, index) => `line ${index + 1}`).join('\n'),
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const finding = { severity: 'error', file: 'a.wxml', column: 1, message: 'no' } as const;

test('a problem comes with the lines around it', () => {
  const [problem] = problemsOf(root, [{ ...finding, line: 8 }]);
  expect(problem?.excerpt).toEqual({
    firstLine: 5,
    lines: ['line 5', 'line 6', 'line 7', 'line 8', 'line 9'],
  });
});

test('at the top of a file there is less around it', () => {
  const [problem] = problemsOf(root, [{ ...finding, line: 1 }]);
  expect(problem?.excerpt).toEqual({ firstLine: 1, lines: ['line 1', 'line 2', 'line 3', 'line 4'] });
});

test.each([
  ['without a line', { line: null }],
  ['beyond the end', { line: 99 }],
  ['in a file that is gone', { line: 1, file: 'gone.wxml' }],
])('a problem %s has no excerpt', (_where, change) => {
  expect(problemsOf(root, [{ ...finding, ...change }])[0]?.excerpt).toBeNull();
});

test('errors come before warnings', () => {
  const findings = (['warning', 'error'] as const).map((severity) => ({ ...finding, severity, line: null }));
  expect(problemsOf(root, findings).map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

test('why nothing could be compiled is only told', () => {
  expect(problemOfError('oh')).toEqual({
    severity: 'error',
    file: null,
    line: null,
    column: null,
    message: 'oh',
    excerpt: null,
  });
});
