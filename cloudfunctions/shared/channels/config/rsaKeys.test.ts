import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aKeyPair } from '../../testing/keyPair.ts';
import { rsaPrivateKey, rsaPublicKey } from './rsaKeys.ts';
import { Unfit } from './values.ts';

const keys = aKeyPair();
const own = createPrivateKey(keys.privateKey);
const { p, q } = own.export({ format: 'jwk' });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const bodyOf = (pem: string) => pem.replace(/-----.*-----|\s/g, '');
const older = own.export({ type: 'pkcs1', format: 'pem' }).toString();
const readPrivate = rsaPrivateKey('the key');
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('a private key', () => {
  it.each([
    ['its file in base64', base64(keys.privateKey)],
    ['its older file in base64', base64(older)],
    ['what stands between the lines', bodyOf(keys.privateKey)],
    ['what stands between the lines of the older file', bodyOf(older)],
    ['its two primes', `${p}.${q}`],
  ])('is read from %s', (_what, text) => {
    expect(createPrivateKey(readPrivate(text)).equals(own)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['public', bodyOf(keys.publicKey)],
    ['public, as a file', base64(keys.publicKey)],
    ['not RSA', base64(elliptic.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())],
    ['not in base64', keys.privateKey],
    ['there twice', bodyOf(keys.privateKey).repeat(2)],
    ['broken', base64(keys.privateKey.replace('MII', 'MIJ'))],
  ])('is refused if it is %s, and never quoted', (_what, text) => {
    expect(() => readPrivate(text)).toThrow(Unfit);
    try {
      readPrivate(text);
    } catch (error) {
      expect(String(error)).not.toContain(bodyOf(keys.privateKey).slice(0, 20));
    }
  });
});

describe('a public key', () => {
  it.each([
    ['its file in base64', base64(keys.publicKey)],
    ['what stands between the lines', bodyOf(keys.publicKey)],
  ])('is read from %s', (_what, text) => {
    expect(rsaPublicKey(text, 'theirs')).toBe(keys.publicKey);
  });

  it.each([
    ['private', bodyOf(keys.privateKey)],
    ['private, as a file', base64(keys.privateKey)],
    ['not RSA', base64(elliptic.publicKey.export({ type: 'spki', format: 'pem' }).toString())],
    ['there twice', bodyOf(keys.publicKey).repeat(2)],
  ])('is refused if it is %s', (_what, text) => {
    expect(() => rsaPublicKey(text, 'theirs')).toThrow(Unfit);
  });
});
