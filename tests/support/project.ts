import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with what the local CloudBase reads of this project, to be changed at will. */
export async function copyProject(): Promise<{ readonly dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'houfu-project-'));
  for (const name of ['cloudbaserc.json', '.env.emulator', 'database']) {
    await cp(join(process.cwd(), name), join(dir, name), { recursive: true });
  }
  await symlink(join(process.cwd(), 'dist'), join(dir, 'dist'), 'junction');
  return { dir, remove: () => rm(dir, { recursive: true }) };
}

export interface Ended {
  readonly code: number | null;
  /** What it printed, by line, on both outputs. */
  readonly lines: readonly string[];
}

/** Starts the local CloudBase where it is expected to stop by itself. */
export function runToEnd(
  options: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  const cli = join(process.cwd(), 'emulator', 'dist', 'cli.js');
  const child = spawn(process.execPath, [cli, '--mode', 'emulator', '--port', '0', ...options], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const note = (chunk: unknown) => {
    printed += String(chunk);
    // It runs although it should not: the test shall say so instead of waiting.
    if (printed.includes('ready http')) child.kill();
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, lines: printed.split('\n').filter(Boolean) }));
  });
}
