import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { FunctionFiles } from '../../functions/deployment-folders.ts';
import { ApiError } from '../action.ts';
import { apiErrors, deploymentLimits } from './limits.ts';

/** The same files always give the same bytes. */
const packedAt = new Date(2000, 0, 1);

/**
 * The files of a package, with paths that stay in the folder into which they are written.
 * @throws ApiError for what is no zip, is too large unpacked, or holds a path that could leave the folder
 */
export function unpack(zip: Uint8Array): FunctionFiles {
  let left: number = deploymentLimits.unpackedBytes;
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of Object.entries(
    inflated(zip, ({ name, size, originalSize }) => {
      // What an entry says of its size is also the most that is unpacked of it; one that is not packed is copied.
      left -= Math.max(size, originalSize);
      if (left < 0) {
        const limit = `${deploymentLimits.unpackedBytes / 1024 / 1024} MB`;
        throw new ApiError(apiErrors.tooLarge, `the package is larger than ${limit} when it is unpacked`);
      }
      return !name.endsWith('/');
    }),
  )) {
    if (!staysInside(path)) throw new ApiError(apiErrors.zip, `the package holds the unsafe path ${path}`);
    files.set(path, bytes);
  }
  refuseFoldersThatAreFiles(files);
  return files;
}

/** The files of a folder, by their path in it with `/` between its parts. */
export function filesOf(folder: string): FunctionFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.sort().map((path) => [relative(folder, path).replaceAll(sep, '/'), readFileSync(path)]),
  );
}

export function pack(files: FunctionFiles): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(files), { mtime: packedAt }));
}

type Filter = NonNullable<NonNullable<Parameters<typeof unzipSync>[1]>['filter']>;

function inflated(zip: Uint8Array, filter: Filter): Record<string, Uint8Array> {
  try {
    return unzipSync(zip, { filter });
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(apiErrors.zip, `the package is no valid zip file: ${reason}`);
  }
}

/** Neither absolute nor upwards, on Windows as little as elsewhere. */
function staysInside(path: string): boolean {
  if (path.startsWith('/') || /[\\:\0]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function refuseFoldersThatAreFiles(files: FunctionFiles): void {
  for (const path of files.keys()) {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if (files.has(folder))
        throw new ApiError(apiErrors.zip, `${folder} is a file and a folder in the package`);
    }
  }
}
