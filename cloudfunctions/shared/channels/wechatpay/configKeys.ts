import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { SERIAL_NUMBER, Unfit } from './configValues.ts';

/** As the name of the scheme says, WECHATPAY2-SHA256-RSA2048. https://pay.weixin.qq.com/doc/v3/merchant/4014931831 */
const MIN_KEY_BITS = 2048;

/**
 * The merchant's private key as PEM, from what stands between the BEGIN and END lines of `apiclient_key.pem`,
 * or from the base64 of the whole file, which is a third longer.
 * @throws Unfit
 */
export function merchantKeyPem(base64: string): string {
  const pem = pemFrom(base64, ['PRIVATE KEY', 'RSA PRIVATE KEY'], createPrivateKey);
  if (!pem.includes('PRIVATE KEY-----')) throw new Unfit('holds no private key: take apiclient_key.pem');
  const key = attempt(
    () => createPrivateKey(pem),
    'holds a private key that cannot be read: take apiclient_key.pem as it is',
  );
  demandRsa(key);
  return pem;
}

/**
 * WeChat Pay's keys by id, as PEM, from `id=<key>,id=<key>`, each as `merchantKeyPem` says. A public key goes
 * by PUB_KEY_ID_…, a certificate by its serial number. A public key may also stand under the serial number of
 * the certificate that it was taken from: a function's environment has room for 4 KB, which two whole
 * certificates fill.
 * @throws Unfit
 */
export function platformKeys(list: string): Readonly<Record<string, string>> {
  const keys = new Map<string, string>();
  for (const [index, entry] of list.split(',').entries()) {
    const [id, pem] = inEntry(index + 1, () => readEntry(entry.trim()));
    if (keys.has(id)) throw new Unfit('has the same id twice: each key stands there once');
    keys.set(id, pem);
  }
  return Object.fromEntries(keys);
}

/** base64 itself may end in `=`, so only the first one separates. */
function readEntry(entry: string): readonly [string, string] {
  const at = entry.indexOf('=');
  if (at <= 0) throw new Unfit('must be id=base64');
  const pem = pemFrom(entry.slice(at + 1), ['PUBLIC KEY', 'CERTIFICATE'], createPublicKey);
  // Node would take the public half out of a private key, which has no business here.
  if (pem.includes('PRIVATE KEY-----'))
    throw new Unfit('holds a private key: take WeChat Pay’s public key, pub_key.pem');
  demandRsa(attempt(() => createPublicKey(pem), 'holds no public key and no certificate'));
  return [idFor(entry.slice(0, at), pem), pem];
}

function idFor(id: string, pem: string): string {
  if (pem.includes('BEGIN CERTIFICATE')) {
    if (!isSerialOf(id, new X509Certificate(pem))) {
      throw new Unfit('holds a certificate, whose id must be its serial number');
    }
    return id.toUpperCase();
  }
  if (/^PUB_KEY_ID_\w+$/.test(id)) return id;
  if (SERIAL_NUMBER.test(id)) return id.toUpperCase();
  throw new Unfit('needs the id that stands beside the key in the merchant platform: PUB_KEY_ID_… (公钥ID)');
}

/** Some write the zeros that such a number may begin with, others do not. */
export function isSerialOf(id: string, { serialNumber }: X509Certificate): boolean {
  const plain = (text: string) => text.toUpperCase().replace(/^0+/, '');
  return plain(id) === plain(serialNumber);
}

/** By its number: the id may be what is wrong. */
function inEntry<T>(number: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Unfit ? new Unfit(`(entry ${number}) ${error.message}`) : error;
  }
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
