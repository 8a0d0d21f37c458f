import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../../http/body.ts';
import { findUpward, foldersUpward, isFile } from './folders.ts';

/** `@scope/name/file` → `@scope/name` */
export function packageNameOf(id: string): string {
  return id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * The npm packages of a mini-program: as DevTools built them into `miniprogram_npm/`, else straight from
 * `node_modules/`, where a package names the folder that DevTools would copy.
 */
export class NpmPackages {
  readonly #root: string;
  readonly #folders = new Map<string, string | null>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The folder that holds a package's mini-program build, or null if it has none. */
  folderOf(name: string): string | null {
    let folder = this.#folders.get(name);
    if (folder === undefined) {
      folder = this.#find(name);
      this.#folders.set(name, folder);
    }
    return folder;
  }

  /** Packages asked for so far that have a folder. */
  known(): readonly (readonly [name: string, folder: string])[] {
    return [...this.#folders].filter((entry): entry is [string, string] => entry[1] !== null);
  }

  /**
   * The file of a script that is imported by a bare name. Libraries may bring their own `miniprogram_npm`.
   * @returns null if no mini-program package holds it
   */
  resolveScript(id: string, importingFolder: string): string | null {
    for (const folder of foldersUpward(importingFolder)) {
      const script = scriptAt(join(folder, 'miniprogram_npm', id));
      if (script !== null) return script;
    }
    const name = packageNameOf(id);
    const folder = this.folderOf(name);
    return folder === null ? null : scriptAt(join(folder, id.slice(name.length)));
  }

  /** The packages that DevTools would build: it takes `dependencies` only. */
  dependencies(): readonly string[] {
    const manifest = findUpward(this.#root, 'package.json');
    const dependencies = manifest === null ? null : manifestAt(manifest)['dependencies'];
    return isJsonObject(dependencies) ? Object.keys(dependencies) : [];
  }

  #find(name: string): string | null {
    const built = join(this.#root, 'miniprogram_npm', name);
    if (existsSync(built)) return realpathSync(built);
    const installed = findUpward(this.#root, join('node_modules', name));
    if (installed === null) return null;
    const named = manifestAt(join(installed, 'package.json'))['miniprogram'];
    // What WeChat takes when the package does not say.
    const folder = join(installed, typeof named === 'string' ? named : 'miniprogram_dist');
    return existsSync(folder) ? realpathSync(folder) : null;
  }
}

function scriptAt(base: string): string | null {
  return [base, `${base}.js`, join(base, 'index.js')].find(isFile) ?? null;
}

function manifestAt(file: string): Readonly<Record<string, unknown>> {
  const manifest = isFile(file) ? parsed(readFileSync(file, 'utf8')) : null;
  return isJsonObject(manifest) ? manifest : {};
}

/** What is wrong with a package.json is said by esbuild, with its place. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
