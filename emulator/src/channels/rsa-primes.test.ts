import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';

import { rsaPair } from './key-pairs.ts';
import { primesOf, privateKeyOfPrimes } from './rsa-primes.ts';
import { privateKeyOf } from './testing/short-key.ts';

const jwkOf = (key: Parameters<typeof createPublicKey>[0]) => createPublicKey(key).export({ format: 'jwk' });

test('a key that is made anew is one of 2048 bits that signs', async () => {
  const { privateKey, publicKey } = await rsaPair();
  expect(privateKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
  const signature = sign('sha256', Buffer.from('text'), privateKey);
  expect(verify('sha256', Buffer.from('text'), publicKey, signature)).toBe(true);
  expect(verify('sha256', Buffer.from('texts'), publicKey, signature)).toBe(false);
  expect((await rsaPair()).publicKey.equals(publicKey)).toBe(false);
});

test('the short form gives back every number of a key that OpenSSL made', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const again = createPrivateKey(privateKeyOf(primesOf(privateKey)));
  // Its private exponent may be another that is as good: the smaller of the two.
  const { d: _, ...numbers } = again.export({ format: 'jwk' });
  expect(privateKey.export({ format: 'jwk' })).toMatchObject(numbers);
  expect(jwkOf(again)).toEqual(jwkOf(privateKey));
});

test('primes that go with no exponent make no key', () => {
  // 65537 divides 917518 and 1310740.
  expect(privateKeyOfPrimes(917_519n, 5n)).toBeNull();
  expect(privateKeyOfPrimes(5n, 917_519n)).toBeNull();
  expect(privateKeyOfPrimes(7n, 7n)).toBeNull();
});
