import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { requestFailed } from './errors.ts';
import { encodeLine, type JournalEntry } from './journal-entry.ts';

/** The file system as the journal uses it; tests put a failing one in its place. */
export interface JournalFiles {
  /** Writes from `offset` of the buffer to `position` of the file; answers how many bytes it wrote. */
  write(fd: number, bytes: Buffer, offset: number, position: number): number;
  truncate(fd: number, length: number): void;
  sync(fd: number): void;
}

export const diskFiles: JournalFiles = {
  write: (fd, bytes, offset, position) => writeSync(fd, bytes, offset, bytes.length - offset, position),
  truncate: ftruncateSync,
  sync: fdatasyncSync,
};

const WRITE_BUFFER_BYTES = 1024 * 1024;

/*
 * A new file is written under another name and brought to the disk, and only then gets its own name: a crash at any
 * moment leaves either the old file or the new one.
 */

function asideOf(path: string): string {
  return `${path}.new`;
}

/** @returns the length of the file. @throws PlatformError DATABASE_REQUEST_FAILED, having removed it again */
export function writeAside(path: string, entries: Iterable<JournalEntry>, files: JournalFiles): number {
  const fd = openSync(asideOf(path), 'w');
  try {
    const bytes = writeEntries(files, fd, entries);
    fsyncSync(fd);
    closeSync(fd);
    return bytes;
  } catch (error) {
    closeSync(fd);
    rmSync(asideOf(path), { force: true });
    throw requestFailed(`[FailedOperation] ${path} could not be rewritten: ${String(error)}`);
  }
}

export function moveIntoPlace(path: string): void {
  renameSync(asideOf(path), path);
  syncFolder(dirname(path));
}

function writeEntries(files: JournalFiles, fd: number, entries: Iterable<JournalEntry>): number {
  let bytes = 0;
  let lines: Buffer[] = [];
  let buffered = 0;
  const drain = () => {
    writeWhole(files, fd, Buffer.concat(lines), bytes);
    bytes += buffered;
    lines = [];
    buffered = 0;
  };
  for (const entry of entries) {
    const line = encodeLine(entry);
    lines.push(line);
    buffered += line.length;
    if (buffered >= WRITE_BUFFER_BYTES) drain();
  }
  drain();
  return bytes;
}

export function writeWhole(files: JournalFiles, fd: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += files.write(fd, bytes, written, position + written);
  }
}

/** Makes a rename last. Windows cannot open a folder; there the rename is as lasting as it gets. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
