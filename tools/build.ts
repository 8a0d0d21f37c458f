import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildFunctions } from './build/functions.ts';
import { prepareMiniprogram } from './build/miniprogram.ts';
import { runTool } from './runTool.ts';

/**
 * Builds the functions, prepares the mini-program and, where it is there, builds the local CloudBase: the product
 * stands without that.
 */
export async function buildAll(projectDir: string): Promise<void> {
  const emulator = join(projectDir, 'emulator', 'build.ts');
  const buildEmulator: () => Promise<void> = existsSync(emulator)
    ? (await import(pathToFileURL(emulator).href)).buildEmulator
    : async () => {};
  await Promise.all([buildFunctions(projectDir), prepareMiniprogram(projectDir), buildEmulator()]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runTool(() => buildAll(process.cwd()));
