import { X509Certificate } from 'node:crypto';
import { rsaPublicKey } from '../config/rsaKeys.ts';
import { Unfit } from '../config/values.ts';
import { SERIAL_NUMBER } from './configValues.ts';

/**
 * WeChat Pay's keys by id, as PEM, from `id=<key>,id=<key>`, each as `rsaKeys.ts` says. A public key goes
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
  const pem = rsaPublicKey(entry.slice(at + 1), 'WeChat Pay’s public key, pub_key.pem');
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
