import { crc32 } from 'node:zlib';
import { type Document, decodeEjson, encodeEjson, isDocument } from '../documents/index.ts';
import { documentKey } from './collection.ts';

/** All documents, by collection and then by document key, in order of insertion. */
export type Contents = Map<string, Map<string, Document>>;

/** What the lines of a journal amount to. */
export interface JournalState {
  readonly contents: Contents;
  /** Declared collections that were dropped: they must not come back because they are declared. */
  readonly dropped: Set<string>;
}

/** What one line of the journal says. Documents and ids are EJSON. */
export interface JournalEntry {
  /** First line of a file: the version of this format. */
  readonly format?: number;
  /** The lines up to this one are a snapshot of everything. */
  readonly snapshotEnd?: true;
  readonly addCollection?: string;
  readonly dropCollection?: string;
  /** The collection that is dropped is a declared one. */
  readonly declared?: true;
  /** Documents as a commit left them, and ids of those it removed, by collection. */
  readonly put?: Readonly<Record<string, readonly unknown[]>>;
  readonly remove?: Readonly<Record<string, readonly unknown[]>>;
}

export const JOURNAL_FORMAT = 1;

/** One commit or less a line: eight hexadecimal digits of CRC-32, a blank, JSON. */
export function encodeLine(entry: JournalEntry): Buffer {
  const json = JSON.stringify(entry);
  return Buffer.from(`${checksum(json)} ${json}\n`);
}

/** The entry of a line (without its line feed), or null if the line is damaged. */
export function decodeLine(line: Buffer): JournalEntry | null {
  if (line.length < 11 || line.toString('latin1', 0, 8) !== checksum(line.subarray(9))) return null;
  const entry: unknown = JSON.parse(line.toString('utf8', 9));
  return entry !== null && typeof entry === 'object' ? entry : null;
}

function checksum(data: string | Buffer): string {
  return crc32(data).toString(16).padStart(8, '0');
}

/** The entry of one commit. */
export function commitEntry(
  writes: Iterable<{ collection: { name: string }; before: Document | null; after: Document | null }>,
): JournalEntry {
  const put = new Map<string, unknown[]>();
  const remove = new Map<string, unknown[]>();
  for (const { collection, before, after } of writes) {
    if (after) append(put, collection.name, encodeEjson(after));
    else if (before) append(remove, collection.name, encodeEjson(before['_id']));
  }
  return {
    ...(put.size > 0 && { put: Object.fromEntries(put) }),
    ...(remove.size > 0 && { remove: Object.fromEntries(remove) }),
  };
}

function append(lists: Map<string, unknown[]>, name: string, value: unknown): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

/** The lines of a file that holds exactly `contents`, and what was dropped. */
export function* snapshotEntries(
  contents: Iterable<readonly [string, Iterable<Document>]>,
  dropped: Iterable<string>,
): Generator<JournalEntry> {
  yield { format: JOURNAL_FORMAT };
  for (const name of dropped) yield { dropCollection: name, declared: true };
  for (const [name, documents] of contents) {
    yield { addCollection: name };
    for (const document of documents) yield { put: { [name]: [encodeEjson(document)] } };
  }
  yield { snapshotEnd: true };
}

/** Does to `state` what the entry says. @throws Error if it names a collection that no line before it made */
export function applyEntry({ contents, dropped }: JournalState, entry: JournalEntry): void {
  const { addCollection, dropCollection, declared } = entry;
  if (dropCollection !== undefined) {
    contents.delete(dropCollection);
    if (declared) dropped.add(dropCollection);
  }
  if (addCollection !== undefined) {
    contents.set(addCollection, new Map());
    dropped.delete(addCollection);
  }
  for (const [name, list] of Object.entries(entry.put ?? {})) {
    for (const encoded of list) {
      const document = decode(encoded);
      documentsOf(contents, name).set(documentKey(document['_id']), document);
    }
  }
  for (const [name, list] of Object.entries(entry.remove ?? {})) {
    for (const encoded of list) documentsOf(contents, name).delete(documentKey(decodeValue(encoded)));
  }
}

function documentsOf(contents: Contents, name: string): Map<string, Document> {
  const documents = contents.get(name);
  if (!documents) throw new Error(`it writes to the collection ${name}, which no line before it adds`);
  return documents;
}

function decode(encoded: unknown): Document {
  const document = decodeValue(encoded);
  if (!isDocument(document)) throw new Error('it holds something that is no document');
  return document;
}

function decodeValue(encoded: unknown): unknown {
  return decodeEjson(encoded, { nowMs: 0 });
}
