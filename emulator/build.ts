import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

const common = {
  absWorkingDir: here,
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
} as const;

const moduleOptions = { ...common, format: 'esm', packages: 'external' } as const;

/** As a whole or not at all, and not if it is there already: a process may be starting from it at this moment. */
async function write(options: BuildOptions): Promise<void> {
  const { outputFiles = [] } = await build({ ...options, write: false });
  for (const { path, contents } of outputFiles) {
    if (isThere(path, contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    const beside = `${path}.${process.pid}`;
    writeFileSync(beside, contents);
    renameSync(beside, path);
  }
}

function isThere(path: string, contents: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(contents);
  } catch {
    return false;
  }
}

/** The program that runs inside a function's process: `dist/instance.cjs`. Running from source needs only this. */
export async function buildInstance(): Promise<void> {
  await write({
    ...common,
    entryPoints: ['src/functions/runtime/main.ts'],
    outfile: 'dist/instance.cjs',
    format: 'cjs',
  });
}

/** What the browser loads of the preview: `dist/preview/`. */
export async function buildPreview(): Promise<void> {
  await write({
    absWorkingDir: here,
    bundle: true,
    logLevel: 'warning',
    entryPoints: {
      runtime: 'src/preview/runtime/index.ts',
      panel: 'src/preview/panel/main.ts',
      phone: 'src/preview/phone/main.ts',
    },
    outdir: 'dist/preview',
    format: 'iife',
    minify: true,
    target: 'es2022',
  });
}

/** The compiler of the preview, which runs in a thread of its own. */
export async function buildCompiler(): Promise<void> {
  await write({
    ...moduleOptions,
    entryPoints: ['src/preview/compiler-worker.ts'],
    outfile: 'dist/compiler.js',
  });
}

async function buildCommand(): Promise<void> {
  const banner = { js: '#!/usr/bin/env node' };
  await write({ ...moduleOptions, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner });
}

/** All of `dist/`: the command `dist/cli.js` and the programs above. */
export async function buildEmulator(): Promise<void> {
  await Promise.all([buildCommand(), buildInstance(), buildCompiler(), buildPreview()]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  rmSync(`${here}dist`, { recursive: true, force: true });
  await buildEmulator();
}
