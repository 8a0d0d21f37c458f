import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/**
 * Starts Node without a shell, so that nothing must be quoted. A signal to this process goes to the child.
 */
export function startNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, { windowsHide: true, ...options });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  child.on('close', () => process.off('SIGINT', pass).off('SIGTERM', pass));
  return child;
}

/**
 * Its exit code.
 * @throws Error if it could not be started, or if a signal ended it: after Ctrl+C nothing more may follow
 */
export function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`stopped by ${signal}`));
      else resolve(code);
    });
  });
}
