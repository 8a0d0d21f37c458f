import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';

/** Bundles the guard into one file in the folder `into`. @returns that file */
export async function buildGuard(into: string): Promise<string> {
  const outfile = join(into, 'guard.cjs');
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  return outfile;
}

/**
 * What makes a process of Node, and all that it starts, load the guard first.
 * @param lookups the file to which every look-up is appended; none is if it is absent
 */
export function guardVariables(guard: string, lookups: string | undefined): Record<string, string> {
  // As Node reads its options: in quotes a backslash stands for what follows it.
  const quoted = `"${guard.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return {
    NODE_OPTIONS: `--require ${quoted}`,
    ...(lookups !== undefined && { HOUFU_LOOKUPS: resolve(lookups) }),
  };
}
