import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningEmulator {
  readonly origin: string;
  /** From the start of the process to its `ready` line, in ms. */
  readonly readyMs: number;
  stop(): Promise<void>;
  /** As a loss of power would: nothing is tidied up. */
  kill(): Promise<void>;
}

/**
 * Starts the built local CloudBase on a free port, keeping no data unless `options` say so. `environment` comes
 * on top of this process's own.
 * @throws Error with what it printed, if it stops before it is ready
 */
export async function launchEmulator(
  projectDir: string,
  options: readonly string[] = ['--memory'],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningEmulator> {
  const startedMs = performance.now();
  const cli = join(projectDir, 'emulator', 'dist', 'cli.js');
  const child = spawn(process.execPath, [cli, '--mode', 'emulator', '--port', '0', ...options], {
    cwd: projectDir,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stderr.on('data', (chunk) => printed.push(String(chunk)));
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };

  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    const origin = /^ready (http:\/\/\S+)/.exec(line)?.[1];
    if (!origin) continue;
    child.stdout.resume();
    return {
      origin,
      readyMs: performance.now() - startedMs,
      stop: () => end('SIGTERM'),
      kill: () => end('SIGKILL'),
    };
  }
  throw new Error(`the local CloudBase did not start: ${printed.join('\n')}`);
}
