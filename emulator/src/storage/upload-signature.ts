import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Lets exactly the path through that `getUploadMetadata` was asked for. Good for the life of the process. */
export class UploadSignature {
  readonly #secret = randomBytes(32);

  of(path: string): string {
    return createHmac('sha256', this.#secret).update(path).digest('hex');
  }

  isValid(path: string, signature: unknown): boolean {
    if (typeof signature !== 'string') return false;
    const given = Buffer.from(signature);
    const expected = Buffer.from(this.of(path));
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
