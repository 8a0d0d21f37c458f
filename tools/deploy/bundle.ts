import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { unzipSync } from 'fflate';

export interface BundleFile {
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** What a function is made of, by path in its folder, with `/` on every system. */
export type Bundle = ReadonlyMap<string, BundleFile>;

/** The folder that the CLI packs. @throws Error that says what to do if it is not there */
export function readBundle(folder: string): Bundle {
  let entries: string[];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    throw new Error(`${folder} is not there: npm run build first`);
  }
  return bundleOf(
    entries.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)] as const),
  );
}

/** A zip, as the cloud hands it out. @throws Error if it is none */
export function unpackBundle(zip: Uint8Array): Bundle {
  const files = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/'));
  return bundleOf(files);
}

export function sizeOf(bundle: Bundle): number {
  return [...bundle.values()].reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Enough of a hash for people to tell two apart. */
export function shortHash({ sha256 }: BundleFile): string {
  return sha256.slice(0, 12);
}

function bundleOf(files: readonly (readonly [path: string, content: Uint8Array])[]): Bundle {
  return new Map(
    files.map(([path, content]) => [
      path,
      { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
    ]),
  );
}
