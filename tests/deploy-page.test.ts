import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BEGINS_FOR_MS, LEASE_MS } from '../cloudfunctions/shared/usecases/time/runDue.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/deploy.md');

interface Function {
  readonly name: string;
  readonly memorySize: number;
  readonly timeout: number;
}
const functions: readonly Function[] = JSON.parse(read('cloudbaserc.json')).functions;
const timeoutMsOf = (name: string) => 1_000 * (functions.find((one) => one.name === name)?.timeout ?? 0);

/** The rows of a section's tables that begin with the name of a function, without that of its heading. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
}

/** As GitHub makes them of headings. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('docs/deploy.md', () => {
  it('says memory and time-out of every function as cloudbaserc.json does, and why', () => {
    const rows = rowsOf('11. Memory and time-outs');
    const said = rows.map(([, name, memory, timeout]) => [name, Number(memory), Number(timeout)]);
    expect(said).toEqual(functions.map(({ name, memorySize, timeout }) => [name, memorySize, timeout]));
    for (const [, name, memory, , peak, why] of rows) {
      expect([name, Number(peak) > 0, Number(peak) < Number(memory), why !== '']).toEqual([
        name,
        true,
        true,
        true,
      ]);
    }
  });

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(new Set(named).size).toBeGreaterThan(7);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('leads only to pages and headings that there are', () => {
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.startsWith('http'));
    expect(links.length).toBeGreaterThan(20);
    const lost = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? 'docs/deploy.md' : join('docs', path);
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchorsIn(read(file)).includes(anchor);
    });
    expect(lost).toEqual([]);
  });

  it('names only files that there are, or that it tells how to make', () => {
    const made = /^(policies|terms|products)\.production\.json$/;
    const named = [...page.matchAll(/`([\w./-]+\.(?:ts|json|md))`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    const folders = ['', 'cloudfunctions/sendNotice', dirname('docs/deploy.md')];
    const lost = named.filter(
      (name) => !made.test(name) && !folders.some((folder) => existsSync(join(root, folder, name))),
    );
    expect(lost.filter((name) => name !== 'project.private.config.json')).toEqual([]);
  });
});

describe('the functions', () => {
  it('have memory in the platform’s steps, and no more than every plan gives', () => {
    for (const { name, memorySize } of functions) {
      expect([name, memorySize % 128, memorySize <= 256]).toEqual([name, 0, true]);
    }
  });

  it('never run longer than the mini-program waits', () => {
    for (const { name, timeout } of functions) expect([name, timeout <= 60]).toEqual([name, true]);
  });

  it('leave the timer room for one last action, and its claims outlive it', () => {
    const lastActionMs = 20_000;
    expect(timeoutMsOf('timer')).toBeGreaterThanOrEqual(BEGINS_FOR_MS + lastActionMs);
    expect(LEASE_MS).toBeGreaterThan(timeoutMsOf('timer'));
  });
});
