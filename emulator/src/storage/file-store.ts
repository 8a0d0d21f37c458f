/** A stored object. */
export interface StoredFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Where the bytes are kept, by cloud path. */
export interface FileStore {
  put(path: string, file: StoredFile): Promise<void>;
  get(path: string): Promise<StoredFile | null>;
  /** False if there was no such file. */
  delete(path: string): Promise<boolean>;
  paths(): Promise<string[]>;
  clear(): Promise<void>;
}

export class MemoryStore implements FileStore {
  readonly #files = new Map<string, StoredFile>();

  async put(path: string, file: StoredFile): Promise<void> {
    this.#files.set(path, file);
  }

  async get(path: string): Promise<StoredFile | null> {
    return this.#files.get(path) ?? null;
  }

  async delete(path: string): Promise<boolean> {
    return this.#files.delete(path);
  }

  async paths(): Promise<string[]> {
    return [...this.#files.keys()];
  }

  async clear(): Promise<void> {
    this.#files.clear();
  }
}
