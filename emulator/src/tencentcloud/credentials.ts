import { randomBytes } from 'node:crypto';

/** An access key of the account (https://cloud.tencent.com/document/product/598/40488). */
export interface ApiCredentials {
  readonly secretId: string;
  readonly secretKey: string;
}

/** A key of the vendor's form that opens this emulator only, and only while it runs. */
export function newCredentials(): ApiCredentials {
  return { secretId: `AKID${randomText()}`, secretKey: randomText() };
}

function randomText(): string {
  return randomBytes(16).toString('hex');
}
