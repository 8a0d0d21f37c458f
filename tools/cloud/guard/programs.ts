import childProcess from 'node:child_process';
import { basename } from 'node:path';

/** How Node starts every child process that it does not wait for, under whatever name it was asked to. */
interface Starter {
  spawn(options: { readonly file: string }): unknown;
}
type Start = (file: string, ...others: unknown[]) => unknown;

/** Those that it waits for. The first of them takes a line for the shell, which is a program as well. */
const SYNCHRONOUS = ['execSync', 'execFileSync', 'spawnSync'] as const;

/**
 * Lets this process start Node and nothing else. The CLI starts nothing else offline but a browser, which
 * would show the user's own console in the cloud.
 */
export function guardPrograms(): void {
  const starter: Starter = childProcess.ChildProcess.prototype as never;
  const { spawn } = starter;
  starter.spawn = function (options) {
    refuseOthers(options.file);
    return spawn.call(this, options);
  };
  const methods = childProcess as unknown as Record<(typeof SYNCHRONOUS)[number], Start>;
  for (const name of SYNCHRONOUS) {
    const original = methods[name];
    methods[name] = (file, ...others) => {
      refuseOthers(file);
      return original(file, ...others);
    };
  }
}

/** @throws Error unless the file is Node */
function refuseOthers(file: string): void {
  if (file === process.execPath || basename(file) === 'node') return;
  throw new Error(`${basename(file)} was not started: here the CLI acts on this machine only`);
}
