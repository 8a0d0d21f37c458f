import { ChildProcess } from 'node:child_process';
import { basename } from 'node:path';

/** How Node starts every child process that it does not wait for, under whatever name it was asked to. */
interface Starter {
  spawn(options: { readonly file: string }): unknown;
}

/**
 * Lets this process start Node and nothing else. The CLI starts nothing else offline but a browser, which
 * would show the user's own console in the cloud.
 */
export function guardPrograms(): void {
  const starter: Starter = ChildProcess.prototype as never;
  const { spawn } = starter;
  starter.spawn = function (options) {
    if (options.file === process.execPath || basename(options.file) === 'node')
      return spawn.call(this, options);
    throw new Error(`${basename(options.file)} was not started: here the CLI acts on this machine only`);
  };
}
