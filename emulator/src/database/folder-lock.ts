import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const LOCK_FILE = 'emulator.lock';

/** Folders that this very process holds: after a restart another process may well have had the same pid. */
const heldHere = new Set<string>();

/** Keeps a data folder to one emulator. The lock of a process that has died is taken over. */
export class FolderLock {
  readonly #folder: string;
  #released = false;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Makes the folder if need be. @throws Error that names the other process if another emulator uses the
   * folder
   */
  static acquire(path: string): FolderLock {
    const folder = resolve(path);
    if (heldHere.has(folder)) throw inUse(folder, process.pid);
    mkdirSync(folder, { recursive: true });
    while (!createLockFile(folder)) takeOverStale(folder);
    heldHere.add(folder);
    return new FolderLock(folder);
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    heldHere.delete(this.#folder);
    rmSync(join(this.#folder, LOCK_FILE), { force: true });
  }
}

/** Written aside and then linked, so that nobody ever sees a lock file without its pid. */
function createLockFile(folder: string): boolean {
  const file = join(folder, LOCK_FILE);
  const aside = `${file}.${process.pid}.new`;
  writeFileSync(aside, `${process.pid}\n`);
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(aside);
  }
}

/**
 * Removes the lock file of a dead process. The file is moved aside first, and looked at again there: of several
 * emulators that find it stale at once, one must not remove the lock that another has just taken.
 */
function takeOverStale(folder: string): void {
  const file = join(folder, LOCK_FILE);
  const holder = readHolder(file);
  if (holder === null) return;
  if (isAlive(holder)) throw inUse(folder, holder);
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  if (readHolder(aside) === holder) rmSync(aside);
  else renameSync(aside, file);
}

/** The pid in a lock file; null if the file is gone; 0 (nobody) if it holds none, as after a loss of power. */
function readHolder(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : 0;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

function inUse(folder: string, pid: number): Error {
  return new Error(
    `${folder} is in use by another emulator (process ${pid}). Stop it or choose another data folder; if no such ` +
      `emulator runs, delete ${join(folder, LOCK_FILE)}.`,
  );
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
