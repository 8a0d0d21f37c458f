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
  write(fd: number, bytes: Buffer, offset: number): number;
  truncate(fd: number, length: number): void;
  sync(fd: number): void;
}

export const diskFiles: JournalFiles = {
  write: (fd, bytes, offset) => writeSync(fd, bytes, offset),
  truncate: ftruncateSync,
  sync: fdatasyncSync,
};

export interface JournalOptions {
  /** Flush to the disk before a commit is acknowledged: then it survives a loss of power, not only `kill -9`. */
  readonly flush?: boolean;
  /** A file that has grown above this, and to four times its snapshot, is worth compacting. */
  readonly compactAboveBytes?: number;
  readonly files?: JournalFiles;
}

const WRITE_BUFFER_BYTES = 1024 * 1024;

/**
 * An append-only file with one checked line a commit. A line is handed to the operating system before the commit is
 * acknowledged, so that the death of this process loses nothing.
 */
export class Journal {
  readonly path: string;
  readonly #options: JournalOptions;
  readonly #files: JournalFiles;
  #fd: number;
  /** Length up to the last whole line, and of the snapshot at its start. */
  #bytes: number;
  #snapshotBytes: number;
  /** Set when a half-written line could not be taken back: nothing may be appended after it. */
  #damaged = false;

  private constructor(
    path: string,
    fd: number,
    sizes: { bytes: number; snapshotBytes: number },
    options: JournalOptions,
  ) {
    this.path = path;
    this.#fd = fd;
    this.#bytes = sizes.bytes;
    this.#snapshotBytes = sizes.snapshotBytes;
    this.#options = options;
    this.#files = options.files ?? diskFiles;
  }

  /** Goes on with an existing file whose whole lines end at `bytes`; what follows is cut off. */
  static resume(
    path: string,
    sizes: { bytes: number; snapshotBytes: number },
    options: JournalOptions,
  ): Journal {
    const fd = openSync(path, 'a');
    ftruncateSync(fd, sizes.bytes);
    return new Journal(path, fd, sizes, options);
  }

  /** Starts a file that holds just these entries, in place of any there is. */
  static create(path: string, entries: Iterable<JournalEntry>, options: JournalOptions): Journal {
    const { fd, bytes } = writeFileAside(path, entries, options.files ?? diskFiles);
    return new Journal(path, fd, { bytes, snapshotBytes: bytes }, options);
  }

  get worthCompacting(): boolean {
    const { compactAboveBytes = 8 * 1024 * 1024 } = this.#options;
    return this.#bytes > compactAboveBytes && this.#bytes > 4 * this.#snapshotBytes;
  }

  /**
   * @throws PlatformError DATABASE_REQUEST_FAILED if the disk refuses (it is full, it fails); the file is then as
   * it was before, and the commit must not take place
   */
  append(entry: JournalEntry): void {
    if (this.#damaged) throw this.#refusal('an earlier write failed half-way; restart the emulator');
    const line = encodeLine(entry);
    try {
      writeWhole(this.#files, this.#fd, line);
      if (this.#options.flush) this.#files.sync(this.#fd);
    } catch (error) {
      this.#takeBack();
      throw this.#refusal(String(error));
    }
    this.#bytes += line.length;
  }

  /** Replaces the file by one that holds just these entries. If that fails, the file stays as it is. */
  rewrite(entries: Iterable<JournalEntry>): void {
    const { fd, bytes } = writeFileAside(this.path, entries, this.#files);
    closeSync(this.#fd);
    this.#fd = fd;
    this.#bytes = bytes;
    this.#snapshotBytes = bytes;
    this.#damaged = false;
  }

  /** Puts off the next compaction until the file has grown as much again. */
  postponeCompaction(): void {
    this.#snapshotBytes = this.#bytes;
  }

  close(): void {
    if (this.#fd === -1) return;
    closeSync(this.#fd);
    this.#fd = -1; // The system gives the number to the next file that is opened.
  }

  #takeBack(): void {
    try {
      this.#files.truncate(this.#fd, this.#bytes);
    } catch {
      this.#damaged = true;
    }
  }

  #refusal(reason: string): Error {
    return requestFailed(`[FailedOperation] the write was not stored in ${this.path}: ${reason}`);
  }
}

/**
 * Writes a new file beside `path`, brings it to the disk, and only then gives it the name: a crash at any moment
 * leaves either the old file or the new one.
 */
function writeFileAside(
  path: string,
  entries: Iterable<JournalEntry>,
  files: JournalFiles,
): { fd: number; bytes: number } {
  const aside = `${path}.new`;
  rmSync(aside, { force: true });
  const fd = openSync(aside, 'a');
  try {
    const bytes = writeEntries(files, fd, entries);
    fsyncSync(fd);
    renameSync(aside, path);
    syncFolder(dirname(path));
    return { fd, bytes };
  } catch (error) {
    closeSync(fd);
    rmSync(aside, { force: true });
    throw requestFailed(`[FailedOperation] ${path} could not be rewritten: ${String(error)}`);
  }
}

function writeEntries(files: JournalFiles, fd: number, entries: Iterable<JournalEntry>): number {
  let bytes = 0;
  let lines: Buffer[] = [];
  let buffered = 0;
  const drain = () => {
    writeWhole(files, fd, Buffer.concat(lines));
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

function writeWhole(files: JournalFiles, fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += files.write(fd, bytes, written);
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
