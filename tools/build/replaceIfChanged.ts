import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file in one step, and only if it differs: whoever runs from it never reads half of it, and whoever
 * watches it is told of changes only.
 */
export async function replaceIfChanged(path: string, contents: Uint8Array): Promise<void> {
  const current = await readFile(path).catch(() => null);
  if (current?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const replacement = `${path}.${process.pid}.new`;
  await writeFile(replacement, contents);
  await rename(replacement, path);
}
