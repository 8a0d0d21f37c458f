import { rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Bundles the command into `dist/cli.js` and the program that runs inside a function's process into `dist/instance.cjs`. */
export async function buildEmulator(): Promise<void> {
  const common = {
    absWorkingDir: here,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  } as const;
  await Promise.all([
    build({
      ...common,
      entryPoints: ['src/cli.ts'],
      outfile: 'dist/cli.js',
      format: 'esm',
      packages: 'external',
      banner: { js: '#!/usr/bin/env node' },
    }),
    build({
      ...common,
      entryPoints: ['src/functions/runtime/main.ts'],
      outfile: 'dist/instance.cjs',
      format: 'cjs',
    }),
  ]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  rmSync(`${here}dist`, { recursive: true, force: true });
  await buildEmulator();
}
