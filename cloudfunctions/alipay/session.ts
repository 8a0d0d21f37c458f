import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { DomainError } from '../shared/domain/domainError.ts';
import { after, MINUTE_MS } from '../shared/domain/duration.ts';

/** A shopping trip; after it the app asks Alipay again who its user is, without his noticing. */
export const SESSION_MS = 30 * MINUTE_MS;

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const contentSchema = v.strictObject({ openid: v.pipe(v.string(), v.minLength(1)), until: v.number() });

export interface Session {
  /** Means nothing to whoever holds it, and cannot be altered. */
  readonly token: string;
  readonly until: Date;
}

/** A session of the user whom Alipay has just named. */
export function openSession(openid: string, now: Date): Session {
  const until = after(now, SESSION_MS);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, sessionKey(), nonce);
  const content = JSON.stringify({ openid, until: until.getTime() });
  const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
  return { token: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url'), until };
}

/** Whose session it is. @throws DomainError NOT_SIGNED_IN if it is over, altered, or none */
export function openidIn(token: string, now: Date): string {
  const content = v.safeParse(contentSchema, contentOf(token));
  if (!content.success || content.output.until <= now.getTime()) throw new DomainError('NOT_SIGNED_IN');
  return content.output.openid;
}

/** Null for whatever was not sealed here. */
function contentOf(token: string): unknown {
  const bytes = Buffer.from(token, 'base64url');
  const [nonce, tag, sealed] = [
    bytes.subarray(0, NONCE_BYTES),
    bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
    bytes.subarray(NONCE_BYTES + TAG_BYTES),
  ];
  if (tag.length < TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv(CIPHER, sessionKey(), nonce).setAuthTag(tag);
    return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}

/** Of the one secret that every function has; what it protects elsewhere cannot be reached from here. */
function sessionKey(): Uint8Array {
  const secret = process.env['HOUFU_IDENTITY_KEY'];
  if (!secret) throw new Error('the environment variable HOUFU_IDENTITY_KEY is missing');
  return new Uint8Array(hkdfSync('sha256', secret, '', 'alipay session', 32));
}
