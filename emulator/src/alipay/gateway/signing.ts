import { type KeyObject, sign, verify } from 'node:crypto';

type Parameters = Readonly<Record<string, string>>;

/**
 * What a signature over parameters covers: all that have a value, sorted by name, undecoded texts as they were meant.
 * A request's leaves out `sign`, a notification's `sign_type` too. https://opendocs.alipay.com/common/02kf5q
 */
export function signedText(parameters: Parameters, ...without: readonly string[]): string {
  return Object.entries(parameters)
    .filter(([name, value]) => value !== '' && !without.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** RSA2, base64. RSA (with SHA-1) is what Alipay used before. */
export function signatureOf(text: string, key: KeyObject, type: 'RSA2' | 'RSA' = 'RSA2'): string {
  return sign(type === 'RSA2' ? 'sha256' : 'sha1', Buffer.from(text), key).toString('base64');
}

export function isSigned(text: string, signature: string, key: KeyObject): boolean {
  return verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
}
