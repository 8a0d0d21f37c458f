import { rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

const common = {
  absWorkingDir: here,
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
} as const;

/** The program that runs inside a function's process: `dist/instance.cjs`. Running from source needs only this. */
export async function buildInstance(): Promise<void> {
  await build({
    ...common,
    entryPoints: ['src/functions/runtime/main.ts'],
    outfile: 'dist/instance.cjs',
    format: 'cjs',
  });
}

/** All of `dist/`: the command `dist/cli.js` and the program above. */
export async function buildEmulator(): Promise<void> {
  const command = build({
    ...common,
    entryPoints: ['src/cli.ts'],
    outfile: 'dist/cli.js',
    format: 'esm',
    packages: 'external',
    banner: { js: '#!/usr/bin/env node' },
  });
  await Promise.all([command, buildInstance()]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  rmSync(`${here}dist`, { recursive: true, force: true });
  await buildEmulator();
}
