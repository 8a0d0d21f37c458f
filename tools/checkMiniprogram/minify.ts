import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Loader, transform } from 'esbuild';

/** WeChat compiles scripts to ES5 (`es6` and `enhance`), which is out of esbuild's reach: this comes close. */
const TARGET = 'es2018';
const LOADERS: Readonly<Record<string, Loader>> = { ts: 'ts', js: 'js', wxs: 'js', wxss: 'css' };

/**
 * About what WeChat makes of a file before it counts and ships it.
 * @throws esbuild's error if the file cannot be compiled
 */
export async function minify(root: string, file: string): Promise<Uint8Array> {
  const contents = readFileSync(join(root, file));
  const ending = file.split('.').at(-1) ?? '';
  const loader = LOADERS[ending];
  if (loader) return Buffer.from(await withEsbuild(contents, loader, file));
  if (ending === 'json') return Buffer.from(JSON.stringify(JSON.parse(contents.toString())));
  if (ending === 'wxml') return Buffer.from(withoutBlanks(contents.toString()));
  return contents;
}

async function withEsbuild(contents: Uint8Array, loader: Loader, sourcefile: string): Promise<string> {
  const script = loader !== 'css';
  const { code } = await transform(contents, {
    loader,
    sourcefile,
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    ...(script ? { target: TARGET, format: 'cjs' } : {}),
  });
  return code;
}

const withoutBlanks = (template: string): string =>
  template
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/>\s+</g, '><')
    .replace(/\s+/g, ' ');
