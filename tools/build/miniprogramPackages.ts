import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { replaceIfChanged } from './replaceIfChanged.ts';

/** Where WeChat looks for packages: https://developers.weixin.qq.com/miniprogram/dev/devtools/npm.html */
const PACKAGES = 'miniprogram_npm';

/**
 * Copies the built files of each package in `dependencies` into the mini-program, as 构建 npm of DevTools would, and
 * removes all others from there. Files that are the same stay untouched.
 */
export async function copyPackages(projectDir: string, root: string): Promise<void> {
  const { dependencies = {} } = readJson(join(projectDir, 'package.json'));
  const wanted = new Map<string, string>();
  for (const name of Object.keys(dependencies)) {
    for (const [file, source] of await filesOf(builtFolder(projectDir, name))) {
      wanted.set(join(name, file), source);
    }
  }
  const folder = join(root, PACKAGES);
  if (existsSync(folder)) await removeOthers(folder, wanted);
  for (const [file, source] of wanted) await replaceIfChanged(join(folder, file), await readFile(source));
}

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  /** The folder with what a mini-program takes of the package. */
  readonly miniprogram?: string;
}

function builtFolder(projectDir: string, name: string): string {
  const folder = join(projectDir, 'node_modules', name);
  if (!existsSync(folder)) throw new Error(`${name} is not installed: npm ci`);
  const { miniprogram } = readJson(join(folder, 'package.json'));
  // DevTools would bundle it, and all that it needs, into the mini-program.
  if (miniprogram === undefined) {
    throw new Error(`${name} is not made for mini-programs: what others need belongs in devDependencies`);
  }
  return join(folder, miniprogram);
}

/** Each file below a folder: its path from there, and its full path. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), path]));
}

async function removeOthers(folder: string, wanted: ReadonlyMap<string, string>): Promise<void> {
  const folders = new Set([...wanted.keys()].flatMap(parents));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(folder, path);
    const kept = entry.isDirectory() ? folders.has(file) : wanted.has(file);
    if (!kept) await rm(path, { recursive: true, force: true });
  }
}

/** `a/b/c` → `a`, `a/b` */
function parents(file: string): string[] {
  const parts = file.split(/[\\/]/);
  return parts.slice(1).map((_, index) => join(...parts.slice(0, index + 1)));
}

function readJson(path: string): PackageJson {
  return JSON.parse(readFileSync(path, 'utf8'));
}
