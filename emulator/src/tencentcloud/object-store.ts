import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface UploadPermit {
  /** The folder that the vendor chooses: the object's key is `/<date>/<path>`. */
  readonly date: string;
  /** The `Authorization` of every request of this upload. */
  readonly sign: string;
}

export const downloadPath = '/_emulator/cloud/download';

const permitLifeS = 30 * 60;
const offersKept = 100;
const signForm =
  /^q-sign-algorithm=sha1&q-ak=\w+&q-sign-time=(\d+;(\d+))&q-key-time=\1&q-header-list=&q-url-param-list=&q-signature=([0-9a-f]{40})$/;

/** Where the CLI leaves the code of functions for the API to fetch (COS, in memory here). All keys start with `/`. */
export class ObjectStore {
  readonly #objects = new Map<string, Buffer>();
  readonly #offered = new Map<string, Buffer>();
  readonly #secret = randomBytes(32);
  readonly #origin: string;

  /** @param origin the emulator's own address, for what it offers */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Allows to upload one object, for half an hour. @param path under the folder of the day, without a slash */
  permitUpload(path: string, nowMs: number = Date.now()): UploadPermit {
    const date = new Date(nowMs).toISOString().slice(0, 10);
    const fromS = Math.floor(nowMs / 1000);
    const times = `${fromS};${fromS + permitLifeS}`;
    const signature = this.#signature(objectKey(`/${date}/${path}`), times).toString('hex');
    const sign = `q-sign-algorithm=sha1&q-ak=upload&q-sign-time=${times}&q-key-time=${times}&q-header-list=&q-url-param-list=&q-signature=${signature}`;
    return { date, sign };
  }

  /** Whether `sign` was given out for just this object, and still counts. */
  mayUpload(key: string, sign: string, nowMs: number = Date.now()): boolean {
    const [, times, until, signature] = signForm.exec(sign) ?? [];
    if (times === undefined || until === undefined || signature === undefined) return false;
    if (Number(until) * 1000 < nowMs) return false;
    return timingSafeEqual(this.#signature(objectKey(key), times), Buffer.from(signature, 'hex'));
  }

  put(key: string, bytes: Buffer): void {
    this.#objects.set(objectKey(key), bytes);
  }

  get(key: string): Buffer | undefined {
    return this.#objects.get(objectKey(key));
  }

  clear(): void {
    this.#objects.clear();
    this.#offered.clear();
  }

  /** A URL from which `bytes` can be fetched, once. Of offers that nobody takes the oldest are forgotten. */
  offer(bytes: Buffer): string {
    const [oldest] = this.#offered.keys();
    if (oldest !== undefined && this.#offered.size >= offersKept) this.#offered.delete(oldest);
    const token = randomBytes(24).toString('hex');
    this.#offered.set(token, bytes);
    return `${this.#origin}${downloadPath}?token=${token}`;
  }

  /** What was offered with this token, which is used up thereby. */
  take(token: string): Buffer | undefined {
    const bytes = this.#offered.get(token);
    this.#offered.delete(token);
    return bytes;
  }

  #signature(key: string, times: string): Buffer {
    return createHmac('sha1', this.#secret).update(`${times}\n${key}`).digest();
  }
}

/** The CLI writes a key with one slash or two before it. */
function objectKey(key: string): string {
  return key.replace(/^\/*/, '/');
}
