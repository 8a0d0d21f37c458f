import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { requestFailed } from './errors.ts';
import { encodeLine, type JournalEntry } from './journal-entry.ts';
import { diskFiles, type JournalFiles, moveIntoPlace, writeAside, writeWhole } from './journal-files.ts';

export interface JournalOptions {
  /** Flush to the disk before a commit is acknowledged: then it survives a loss of power, not only `kill -9`. */
  readonly flush?: boolean;
  /** A file that has grown above this, and to four times its snapshot, is worth compacting. */
  readonly compactAboveBytes?: number;
  readonly files?: JournalFiles;
}

/**
 * An append-only file with one checked line a commit. A line is handed to the operating system before the
 * commit is acknowledged, so that the death of this process loses nothing.
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
    sizes: { bytes: number; snapshotBytes: number },
    options: JournalOptions,
  ) {
    this.path = path;
    this.#fd = openSync(path, 'r+');
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
    const journal = new Journal(path, sizes, options);
    ftruncateSync(journal.#fd, sizes.bytes);
    return journal;
  }

  /** Starts a file that holds just these entries. */
  static create(path: string, entries: Iterable<JournalEntry>, options: JournalOptions): Journal {
    const bytes = writeAside(path, entries, options.files ?? diskFiles);
    moveIntoPlace(path);
    return new Journal(path, { bytes, snapshotBytes: bytes }, options);
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
      writeWhole(this.#files, this.#fd, line, this.#bytes);
      if (this.#options.flush) this.#files.sync(this.#fd);
    } catch (error) {
      this.#takeBack();
      throw this.#refusal(String(error));
    }
    this.#bytes += line.length;
  }

  /** Replaces the file by one that holds just these entries. If that fails, the file stays as it is. */
  rewrite(entries: Iterable<JournalEntry>): void {
    const bytes = writeAside(this.path, entries, this.#files);
    // Windows does not move a file over one that is open.
    this.close();
    try {
      moveIntoPlace(this.path);
    } finally {
      this.#fd = openSync(this.path, 'r+');
    }
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
