import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from './compile/index.ts';
import type { Excerpt, Problem } from './state.ts';

const linesAround = 3;
/** A line of a minified file would fill the screen. */
const longestLine = 200;

/** The findings with the lines of source that they are about, errors first. */
export function problemsOf(root: string, findings: readonly Finding[]): readonly Problem[] {
  const problems = findings.map((finding) => ({
    ...finding,
    excerpt: excerptOf(root, finding.file, finding.line),
  }));
  return problems.sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

/** Why nothing could be compiled. */
export function problemOfError(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return { severity: 'error', file: null, line: null, column: null, message, excerpt: null };
}

function excerptOf(root: string, file: string, line: number | null): Excerpt | null {
  if (line === null) return null;
  const source = readSource(resolve(root, file));
  if (source === null || line < 1 || line > source.length) return null;
  const first = Math.max(1, line - linesAround);
  const lines = source.slice(first - 1, line + linesAround).map((text) => text.slice(0, longestLine));
  return { firstLine: first, lines };
}

function readSource(path: string): readonly string[] | null {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    // It has gone since it was compiled.
    return null;
  }
}
