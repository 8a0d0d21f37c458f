import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ReferenceKind } from './references.ts';

export const PACKAGES = 'miniprogram_npm';

const SCRIPT_ENDINGS = ['.ts', '.js', '/index.ts', '/index.js', ''];

/** What WeChat tries after the name as written, in this order. */
const ENDINGS: Readonly<Record<ReferenceKind, readonly string[]>> = {
  script: SCRIPT_ENDINGS,
  scriptLater: SCRIPT_ENDINGS,
  wxs: [''],
  template: ['', '.wxml'],
  style: ['', '.wxss'],
  image: [''],
  component: ['.json', '/index.json'],
  data: [''],
};

/** Kinds that may name an npm package; all others are paths even without `./`. */
const FROM_PACKAGES: readonly ReferenceKind[] = ['script', 'scriptLater', 'component'];

/**
 * The file that a reference means, relative to the mini-program's root: null if it is not there, a path that begins
 * with `..` if it lies outside.
 */
export function resolve(root: string, from: string, kind: ReferenceKind, specifier: string): string | null {
  const folder = posix.dirname(from);
  const beside = specifier.startsWith('/')
    ? posix.normalize(specifier.slice(1))
    : posix.normalize(posix.join(folder, specifier));
  if (beside.startsWith('..')) return beside;
  // `./x.ts` is not there for WeChat: what it has compiled is x.js.
  if (specifier.endsWith('.ts')) return null;
  const found = existing(root, beside, kind);
  if (found !== null || /^[./]/.test(specifier) || !FROM_PACKAGES.includes(kind)) return found;
  return inPackages(root, folder, kind, specifier);
}

/** From the folder of the file upwards: a package may bring packages of its own. */
function inPackages(root: string, folder: string, kind: ReferenceKind, specifier: string): string | null {
  for (let at = folder; ; at = posix.dirname(at)) {
    const found = existing(root, posix.join(at, PACKAGES, specifier), kind);
    if (found !== null || at === '.') return found;
  }
}

function existing(root: string, path: string, kind: ReferenceKind): string | null {
  return ENDINGS[kind].map((ending) => path + ending).find((file) => isFile(join(root, file))) ?? null;
}

export function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

/** Whether a file belongs to an npm package, whose faults are not ours to mend. */
export const isPackaged = (file: string): boolean => file.split('/').includes(PACKAGES);
