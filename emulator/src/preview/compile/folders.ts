import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** All folders from `start` up to the top of the file system. */
export function* foldersUpward(start: string): Generator<string> {
  for (let folder = start; ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

/** The nearest `name` in `start` or above it. */
export function findUpward(start: string, name: string): string | null {
  for (const folder of foldersUpward(start)) {
    const candidate = join(folder, name);
    if (existsSync(candidate)) return candidate;
  }
  return null;
}
