import { realpathSync } from 'node:fs';
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { NpmPackages, packageNameOf } from './npm-packages.ts';

export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** @returns line and column from 1 */
export function toPosition(text: string, offset: number): SourcePosition {
  const before = text.slice(0, Math.max(0, offset));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

const npmPrefix = 'miniprogram_npm/';

/**
 * Where a mini-program's files lie. A `path` names a page, component or file as WeChat does: from the root, with
 * `/` (`pages/order/order`), those of libraries below `miniprogram_npm/`; files are absolute.
 */
export class SourceTree {
  readonly root: string;
  readonly packages: NpmPackages;

  constructor(root: string) {
    this.root = realpathSync(root);
    this.packages = new NpmPackages(this.root);
  }

  /** The file of a path, or null if it leaves the mini-program or its package is not installed. */
  fileOf(path: string): string | null {
    if (/^\.\.(\/|$)/.test(posix.normalize(path))) return null;
    if (!path.startsWith(npmPrefix)) return join(this.root, path);
    const id = path.slice(npmPrefix.length);
    const name = packageNameOf(id);
    const folder = this.packages.folderOf(name);
    return folder === null ? null : join(folder, id.slice(name.length));
  }

  /** The path of a file, for people to read. */
  nameOf(file: string): string {
    const fromRoot = this.#below(this.root, file);
    if (fromRoot !== null) return fromRoot;
    for (const [name, folder] of this.packages.known()) {
      const inPackage = this.#below(folder, file);
      if (inPackage !== null) return `${npmPrefix}${name}/${inPackage}`;
    }
    return relative(this.root, file).split(sep).join('/');
  }

  /** Whether the project wrote it, not a library. */
  isOwn(file: string): boolean {
    const name = this.#below(this.root, file);
    return name !== null && !/(^|\/)(miniprogram_npm|node_modules)\//.test(name);
  }

  isInside(file: string): boolean {
    return this.#below(this.root, file) !== null;
  }

  /** Whether it belongs to the mini-program, or to a package that was asked for so far. */
  holds(file: string): boolean {
    const folders = this.packages.known().map(([, folder]) => folder);
    return [this.root, ...folders].some((folder) => this.#below(folder, file) !== null);
  }

  /**
   * The path that a reference means: `/x` from the root, `./x` from who refers to it, `x` either that or a package
   * (https://developers.weixin.qq.com/miniprogram/dev/devtools/npm.html).
   * @param from the path of who refers to it
   * @returns null if no such file is there
   */
  resolve(reference: string, from: string, exists: (file: string) => boolean): string | null {
    const beside = posix.join(posix.dirname(from), reference);
    const candidates = [beside];
    if (reference.startsWith('/')) candidates.splice(0, 1, posix.normalize(reference.slice(1)));
    else if (!reference.startsWith('.')) candidates.push(`${npmPrefix}${reference}`);
    for (const candidate of candidates) {
      const file = this.fileOf(candidate);
      if (file !== null && exists(file)) return candidate;
    }
    return null;
  }

  #below(folder: string, file: string): string | null {
    const path = relative(folder, file);
    return path.startsWith('..') || isAbsolute(path) ? null : path.split(sep).join('/');
  }
}
