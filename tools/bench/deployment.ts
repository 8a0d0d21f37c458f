import { spawn } from 'node:child_process';
import { launchEmulator } from '../local/launch.ts';
import { printTable } from './table.ts';

/**
 * Deploys all functions to an empty local CloudBase by `npm run deploy`, then once more, when nothing is left
 * to do.
 */
export async function benchDeployment(projectDir: string): Promise<void> {
  const emulator = await launchEmulator(projectDir, ['--bare']);
  try {
    const first = await deploy(projectDir, emulator.origin);
    const second = await deploy(projectDir, emulator.origin);
    const cliSeconds = /deployed \d+ of \d+ in ([\d.]+) s/.exec(first.printed)?.[1] ?? '';
    const rows = [...first.printed.matchAll(/^\w+ +new +(\d+) +(\d+) /gm)];
    const kilobytes = (column: number) =>
      (rows.reduce((sum, row) => sum + Number(row[column]), 0) / 1_000).toFixed(0);
    printTable('npm run deploy to an empty local CloudBase, all that is checked and read back included', [
      ['', 'whole s', 'official CLI s', 'functions', 'bundles kB', 'uploaded kB'],
      ['first', inSeconds(first.ms), cliSeconds, String(rows.length), kilobytes(1), kilobytes(2)],
      ['again, unchanged', inSeconds(second.ms), '0', '0', '0', '0'],
    ]);
  } finally {
    await emulator.stop();
  }
}

/** @throws Error with what it printed, if it fails */
function deploy(
  projectDir: string,
  origin: string,
): Promise<{ readonly ms: number; readonly printed: string }> {
  const startedMs = performance.now();
  const args = ['--import', 'tsx', 'tools/deploy.ts', '--local', origin, '--yes'];
  const child = spawn(process.execPath, args, { cwd: projectDir, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve({ ms: performance.now() - startedMs, printed });
      else reject(new Error(printed));
    });
  });
}

function inSeconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
