import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FileStore, StoredFile } from './file-store.ts';

/**
 * One file an object, named by a digest of its cloud path: no path can lead out of the directory or be one that
 * this machine's file system refuses. The first line tells path and type, the bytes follow.
 */
export class DirectoryStore implements FileStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Written beside and renamed, so that no reader ever sees half an object. */
  async put(path: string, { contentType, bytes }: StoredFile): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const draft = join(this.#directory, `${randomUUID()}.draft`);
    await writeFile(draft, Buffer.concat([Buffer.from(`${JSON.stringify({ path, contentType })}\n`), bytes]));
    await rename(draft, this.#fileOf(path));
  }

  async get(path: string): Promise<StoredFile | null> {
    const object = await this.#read(this.#fileOf(path));
    return object && { contentType: object.contentType, bytes: object.bytes };
  }

  async delete(path: string): Promise<boolean> {
    try {
      await rm(this.#fileOf(path));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async paths(): Promise<string[]> {
    const objects = (await this.#names()).filter((name) => name.endsWith('.object'));
    const read = await Promise.all(objects.map((name) => this.#read(join(this.#directory, name))));
    return read.flatMap((object) => (object ? [object.path] : []));
  }

  async clear(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#directory);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async #read(file: string): Promise<(StoredFile & { path: string }) | null> {
    try {
      const content = await readFile(file);
      const headEnd = content.indexOf('\n');
      const { path, contentType } = JSON.parse(content.subarray(0, headEnd).toString());
      return { path: String(path), contentType: String(contentType), bytes: content.subarray(headEnd + 1) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  #fileOf(path: string): string {
    return join(this.#directory, `${createHash('sha256').update(path).digest('hex')}.object`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
