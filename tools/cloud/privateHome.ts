import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Credential, LOGIN_FILE } from './credential.ts';

/** A run's folder tells by its name which process it belongs to. */
const RUN = /^run-(\d+)-/;

/** Of this process. */
const homes = new Set<string>();

/**
 * A home folder for one run of the CLI, with a login in it if there is one: nothing that is kept in the
 * user's own home is read or written, and two runs at once do not meet. It is gone when this process ends;
 * what a killed one left behind goes with the next.
 * @param below the folder that holds the homes, made if it is not there
 */
export function openPrivateHome(below: string, credential: Credential | null): string {
  mkdirSync(below, { recursive: true, mode: 0o700 });
  removeLeftovers(below);
  const home = mkdtempSync(join(below, `run-${process.pid}-`));
  if (homes.size === 0) process.on('exit', () => homes.forEach(remove));
  homes.add(home);
  if (credential) {
    const file = join(home, LOGIN_FILE);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ credential }), { mode: 0o600 });
  }
  return home;
}

function removeLeftovers(below: string): void {
  for (const name of readdirSync(below)) {
    const pid = RUN.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) remove(join(below, name));
  }
}

/** On Windows a file that is still open cannot be removed: then the next run does it. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is there, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
