import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { packageOf, subpackagesOf } from './configuration.ts';
import type { Finding } from './finding.ts';
import { minify } from './minify.ts';
import { type Project, readProject } from './project.ts';
import { isPackaged } from './resolve.ts';

/** https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html */
export const LIMITS = { packageBytes: 2 * 1024 * 1024, allBytes: 20 * 1024 * 1024 };

export interface PackageSize {
  /** The root of a subpackage; '' for the main package. */
  readonly root: string;
  readonly files: number;
  readonly bytes: number;
  /** How many of them come from npm packages. */
  readonly npmBytes: number;
}

/** WeChat ships these even where nothing names them: a script may put their names together. */
const ASSETS = /\.(?:png|jpe?g|gif|svg|webp|mp3|m4a|mp4|wasm)$/i;

/**
 * Each package of a project's mini-program, the main one first: what can be reached, minified. About what WeChat
 * counts, which compiles scripts further down than this does.
 */
export function packageSizes(projectDir: string): Promise<PackageSize[]> {
  return sizesOf(readProject(projectDir));
}

export async function sizesOf({ root, app, files }: Project): Promise<PackageSize[]> {
  const shipped = [...new Set([...files.keys(), ...assetsIn(root)])];
  const sizes = await Promise.all(shipped.map(async (file) => ({ file, bytes: await sizeOf(root, file) })));
  return ['', ...subpackagesOf(app).map((one) => one.root)].map((name) => {
    const inside = sizes.filter(({ file }) => packageOf(app, file) === name);
    return {
      root: name,
      files: inside.length,
      bytes: sum(inside),
      npmBytes: sum(inside.filter(({ file }) => isPackaged(file))),
    };
  });
}

/** A file that cannot be compiled is found by another check. */
const sizeOf = (root: string, file: string): Promise<number> =>
  minify(root, file).then(
    ({ length }) => length,
    () => 0,
  );

function assetsIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ASSETS.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const sum = (sizes: readonly { readonly bytes: number }[]): number =>
  sizes.reduce((total, { bytes }) => total + bytes, 0);

export function checkSizes(sizes: readonly PackageSize[]): Finding[] {
  const found = (message: string): Finding => ({ file: 'app.json', line: null, message });
  const all = sum(sizes);
  return [
    ...sizes
      .filter(({ bytes }) => bytes > LIMITS.packageBytes)
      .map(({ root, bytes }) =>
        found(
          `the ${root === '' ? 'main package' : `subpackage ${root}`} has ${bytes} bytes; 2 MB are allowed`,
        ),
      ),
    ...(all > LIMITS.allBytes ? [found(`all packages have ${all} bytes; 20 MB are allowed`)] : []),
  ];
}
