import { type ChildProcess, spawn } from 'node:child_process';

/** Runs apart from the emulator: when its input ends, the emulator is gone, and so must be what it started. */
const program = `
const pids = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
require('node:readline').createInterface({ input: process.stdin })
  .on('line', (line) => (line[0] === '+' ? pids.add(+line.slice(1)) : pids.delete(+line.slice(1))))
  .on('close', () => { for (const pid of pids) try { process.kill(pid, 'SIGKILL') } catch {} });
`;

/**
 * Ends the functions' processes if the emulator is killed. They do so themselves when their channel closes, but
 * one that is caught in a loop never learns of that.
 */
export class ProcessGuard {
  #guard: ChildProcess | undefined;

  watch(pid: number): void {
    this.#guard ??= start();
    this.#guard.stdin?.write(`+${pid}\n`);
  }

  /** The process has ended: its number may soon be another's. */
  release(pid: number): void {
    this.#guard?.stdin?.write(`-${pid}\n`);
  }

  stop(): void {
    this.#guard?.stdin?.end();
    this.#guard = undefined;
  }
}

function start(): ChildProcess {
  const guard = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'ignore', 'ignore'] });
  // Without the guard everything works but the clean-up after a kill.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return guard;
}
