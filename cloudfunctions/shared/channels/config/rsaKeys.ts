import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { shortKeyPem } from './shortKey.ts';
import { type Reader, Unfit } from './values.ts';

/** Both channels want RSA with SHA-256 and keys of at least this size. */
const MIN_KEY_BITS = 2048;

/**
 * Reads a private key as PEM: from what stands between the BEGIN and END lines of its file, from the base64 of the
 * whole file, which is a third longer, or from its short form (`shortKey.ts`).
 * @param file what people know it as
 */
export function rsaPrivateKey(file: string): Reader<string> {
  return (text) => {
    const pem = shortKeyPem(text) ?? pemFrom(text, ['PRIVATE KEY', 'RSA PRIVATE KEY'], createPrivateKey);
    if (!pem.includes('PRIVATE KEY-----')) throw new Unfit(`holds no private key: take ${file}`);
    const key = attempt(
      () => createPrivateKey(pem),
      `holds a private key that cannot be read: take ${file} as it is`,
    );
    demandRsa(key);
    return pem;
  };
}

/**
 * Reads the other side's public key, or certificate, as PEM, in the same forms.
 * @param theirs what people know it as
 * @throws Unfit
 */
export function rsaPublicKey(text: string, theirs: string): string {
  const pem = pemFrom(text, ['PUBLIC KEY', 'CERTIFICATE'], createPublicKey);
  // Node would take the public half out of a private key, which has no business here.
  if (pem.includes('PRIVATE KEY-----')) throw new Unfit(`holds a private key: take ${theirs}`);
  demandRsa(attempt(() => createPublicKey(pem), 'holds no public key and no certificate'));
  return pem;
}

/** Without its first and last line a PEM does not say what it holds: the first kind that can be read counts. */
function pemFrom(base64: string, labels: readonly string[], parse: (pem: string) => KeyObject): string {
  const where = 'on one line and nothing else beside it: see .env.example';
  // Node skips what is no base64: a second key behind a full-width comma would be lost without a word.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64.trim())) {
    throw new Unfit(`must be what stands between the BEGIN and END lines of the PEM file, ${where}`);
  }
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  if (text.includes('-----BEGIN')) return text;
  const body = bytes.toString('base64').replace(/.{64}/g, '$&\n');
  if (!isWholeDer(bytes)) throw new Unfit(`must be the key once, ${where}`);
  for (const label of labels) {
    const pem = `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
    if (parses(() => parse(pem))) return pem;
  }
  throw new Unfit(`must be what stands between the BEGIN and END lines of the PEM file, ${where}`);
}

/**
 * One value, from its first byte to its last: what follows it, such as the key a second time, a parser would
 * skip.
 */
function isWholeDer(bytes: Buffer): boolean {
  // A SEQUENCE whose length stands in the two bytes that follow, as with all keys and certificates of this size.
  const [tag, form] = bytes;
  return tag === 0x30 && form === 0x82 && bytes.length === bytes.readUInt16BE(2) + 4;
}

function parses(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function demandRsa(key: KeyObject): void {
  const bits = key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  if (bits < MIN_KEY_BITS) throw new Unfit(`must hold an RSA key of at least ${MIN_KEY_BITS} bits`);
}

/** What the library throws may quote the key. */
function attempt<T>(act: () => T, otherwise: string): T {
  try {
    return act();
  } catch {
    throw new Unfit(otherwise);
  }
}
