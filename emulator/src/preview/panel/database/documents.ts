import { get } from '../api.ts';
import type { Change, StoredDocument } from '../model.ts';
import { idText } from './values.ts';

/** Enough to look around in, and few enough to draw at once; older ones are shown once they change. */
const mostDocuments = 100;

export interface Shown {
  readonly document: StoredDocument;
  /** What it was before it changed while somebody looked; undefined if it has not. */
  readonly before: StoredDocument | undefined;
}

/** The documents of one collection, those that changed last first. */
export class Documents {
  #byId = new Map<string, Shown>();

  constructor(readonly collection: string) {}

  get list(): readonly Shown[] {
    return [...this.#byId.values()].reverse();
  }

  async readAll(): Promise<void> {
    const documents = await get<StoredDocument[]>(`${this.#path}?last=${mostDocuments}`);
    this.#byId = new Map(documents.map((document) => [keyOf(document), { document, before: undefined }]));
  }

  /** Reads one that has changed. @returns whether it still exists */
  async readOne(id: unknown): Promise<boolean> {
    const query = new URLSearchParams({ id: JSON.stringify(id) });
    const [document] = await get<StoredDocument[]>(`${this.#path}?${query}`);
    const key = idText(id);
    const before = this.#byId.get(key)?.document;
    // Taken out and put in again, it is the last.
    this.#byId.delete(key);
    if (!document) return false;
    this.#byId.set(key, { document, before });
    const [oldest] = this.#byId.keys();
    if (oldest !== undefined && this.#byId.size > mostDocuments) this.#byId.delete(oldest);
    return true;
  }

  get #path(): string {
    return `/_emulator/db/${encodeURIComponent(this.collection)}`;
  }
}

export function keyOf(document: StoredDocument): string {
  return idText(document['_id']);
}

/** Several changes of one document in a moment are one. */
export function distinct(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
