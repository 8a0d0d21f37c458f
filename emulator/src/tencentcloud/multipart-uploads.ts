import { createHash, randomUUID } from 'node:crypto';
import { ObjectError } from './object-error.ts';

/** More than the vendor accepts as the code of a function; what is uploaded stays in memory. */
export const objectLimitBytes = 50 * 1024 * 1024;

/** Longer than any upload may take: after this its permit has ended. */
const lifeMs = 60 * 60 * 1000;

interface Upload {
  readonly key: string;
  readonly startedMs: number;
  readonly parts: Map<number, Buffer>;
}

/** Objects that arrive in parts. One that is never completed is forgotten. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>();

  /** Begins an upload and answers its id. */
  initiate(key: string, nowMs: number = Date.now()): string {
    for (const [id, { startedMs }] of this.#uploads) {
      if (nowMs - startedMs > lifeMs) this.#uploads.delete(id);
    }
    const id = randomUUID();
    this.#uploads.set(id, { key, startedMs: nowMs, parts: new Map() });
    return id;
  }

  /** @throws ObjectError NoSuchUpload, InvalidArgument, EntityTooLarge */
  addPart(id: string, key: string, number: number, bytes: Buffer): void {
    const { parts } = this.#find(id, key);
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new ObjectError(400, 'InvalidArgument', 'partNumber must be from 1 to 10000');
    }
    const others = [...parts].reduce((sum, [other, part]) => sum + (other === number ? 0 : part.length), 0);
    if (others + bytes.length > objectLimitBytes) throw tooLarge();
    parts.set(number, bytes);
  }

  /**
   * Ends an upload and answers the whole object: the listed parts one after the other.
   * @throws ObjectError NoSuchUpload, InvalidPart, InvalidPartOrder
   */
  complete(id: string, key: string, listed: readonly { number: number; etag: string }[]): Buffer {
    const { parts } = this.#find(id, key);
    if (listed.length === 0) throw new ObjectError(400, 'MalformedXML', 'the list of parts is empty');
    let last = 0;
    const bytes = listed.map(({ number, etag }) => {
      if (number <= last)
        throw new ObjectError(400, 'InvalidPartOrder', 'parts must be listed in ascending order');
      last = number;
      const part = parts.get(number);
      if (!part || etagOf(part) !== etag) {
        throw new ObjectError(400, 'InvalidPart', `part ${number} was not uploaded as listed`);
      }
      return part;
    });
    this.#uploads.delete(id);
    return Buffer.concat(bytes);
  }

  clear(): void {
    this.#uploads.clear();
  }

  #find(id: string, key: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.key !== key) throw new ObjectError(404, 'NoSuchUpload', 'there is no such upload');
    return upload;
  }
}

export function tooLarge(): ObjectError {
  return new ObjectError(400, 'EntityTooLarge', `an object may have ${objectLimitBytes} bytes here`);
}

/** As the vendor writes it, with its quotes. */
export function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
