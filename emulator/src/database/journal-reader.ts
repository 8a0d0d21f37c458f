import { readFileSync } from 'node:fs';
import { applyEntry, decodeLine, JOURNAL_FORMAT, type JournalState } from './journal-entry.ts';

const LINE_FEED = 10;

export interface JournalContent extends JournalState {
  /** Where its whole lines end, and where the snapshot at its start does. */
  readonly bytes: number;
  readonly snapshotBytes: number;
  /** Bytes after the last whole line: a write that was cut short and never acknowledged. */
  readonly tornBytes: number;
}

/**
 * Reads a journal without changing it.
 * @throws Error that names file and byte offset if a line that was once whole is damaged
 */
export function readJournal(path: string): JournalContent {
  const file = readFileSync(path);
  const state: JournalState = { contents: new Map(), dropped: new Set() };
  let position = 0;
  let snapshotBytes = 0;
  for (let end = file.indexOf(LINE_FEED); end >= 0; end = file.indexOf(LINE_FEED, position)) {
    const entry = decodeLine(file.subarray(position, end));
    if (!entry) throw damaged(path, position, 'its checksum does not match');
    if (position === 0 && entry.format !== JOURNAL_FORMAT) {
      throw new Error(`${path} has format ${entry.format}; this version reads format ${JOURNAL_FORMAT}`);
    }
    try {
      applyEntry(state, entry);
    } catch (error) {
      throw damaged(path, position, error instanceof Error ? error.message : String(error));
    }
    position = end + 1;
    if (entry.snapshotEnd) snapshotBytes = position;
  }
  // The snapshot is complete before the file gets its name: without one, this is not a torn write but damage.
  if (snapshotBytes === 0) throw damaged(path, position, 'the file ends within its first snapshot');
  return { ...state, bytes: position, snapshotBytes, tornBytes: file.length - position };
}

function damaged(path: string, offset: number, why: string): Error {
  return new Error(
    `${path} is damaged: the line at byte ${offset} cannot be read (${why}). Nothing was changed. ` +
      `Restore the file from a copy, cut it off before that byte to lose what came later, or delete it to start anew.`,
  );
}
