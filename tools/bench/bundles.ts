import { execFile } from 'node:child_process';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { functionNames } from '../build/functions.ts';
import { median, printTable } from './table.ts';

const run = promisify(execFile);
const ROUNDS = 5;

/** Loads the module given on the command line and prints how long that took, in ms. */
const MEASURE = `
  const startedMs = performance.now();
  require(process.argv[1]);
  console.log(performance.now() - startedMs);
  process.exit(0);
`;

interface Unbundled {
  readonly file: string;
  /** All source text that the function needs, its packages included. */
  readonly bytes: number;
}

/** Size and load time of each bundle beside the same function with its packages left in node_modules. */
export async function benchBundles(projectDir: string): Promise<void> {
  // Below the project, so that the packages are found in its node_modules.
  const outdir = join(projectDir, 'dist', 'unbundled');
  await mkdir(outdir, { recursive: true });
  const rows = [['function', 'bundle kB', 'sources kB', 'load ms', 'unbundled ms', 'faster by']];
  for (const name of functionNames(projectDir)) rows.push(await compare(projectDir, outdir, name));
  await rm(outdir, { recursive: true });
  printTable(
    `Bundles: each in a new process, median of ${ROUNDS}, in turn with the unbundled function`,
    rows,
  );
}

async function compare(projectDir: string, outdir: string, name: string): Promise<string[]> {
  const bundle = join(projectDir, 'dist', 'cloudfunctions', name, 'index.js');
  const unbundled = await buildUnbundled(projectDir, outdir, name);
  const bundleMs: number[] = [];
  const unbundledMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bundleMs.push(await loadMs(bundle));
    unbundledMs.push(await loadMs(unbundled.file));
  }
  const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(0);
  return [
    name,
    kilobytes((await stat(bundle)).size),
    kilobytes(unbundled.bytes),
    median(bundleMs).toFixed(0),
    median(unbundledMs).toFixed(0),
    `${(median(unbundledMs) / median(bundleMs)).toFixed(1)}×`,
  ];
}

async function buildUnbundled(projectDir: string, outdir: string, name: string): Promise<Unbundled> {
  const common: esbuild.BuildOptions = {
    entryPoints: [join(projectDir, 'cloudfunctions', name, 'index.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  };
  const file = join(outdir, `${name}.js`);
  await esbuild.build({ ...common, outfile: file, packages: 'external' });
  const { metafile } = await esbuild.build({ ...common, write: false, outfile: file, metafile: true });
  const bytes = Object.values(metafile.inputs).reduce((sum, input) => sum + input.bytes, 0);
  return { file, bytes };
}

async function loadMs(file: string): Promise<number> {
  const { stdout } = await run(process.execPath, ['--eval', MEASURE, file]);
  return Number(stdout.trim().split('\n').at(-1));
}
