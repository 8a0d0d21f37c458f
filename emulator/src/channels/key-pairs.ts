import { createPrivateKey, createPublicKey, generatePrime, type KeyObject } from 'node:crypto';

import { privateKeyOfPrimes } from './rsa-primes.ts';

export interface RsaPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The pair of a private key in PEM, or a new one of 2048 bits. @throws if the text is no private key */
export async function rsaPair(pem?: string): Promise<RsaPair> {
  const privateKey = pem === undefined ? await newPrivateKey() : createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/**
 * From two primes that other threads find. OpenSSL's own way takes twice as long, for care that a key which protects
 * nobody does not need; and the start of the emulator waits for six of them.
 */
async function newPrivateKey(): Promise<KeyObject> {
  const [p, q] = await Promise.all([newPrime(1024), newPrime(1024)]);
  return privateKeyOfPrimes(p, q) ?? newPrivateKey();
}

function newPrime(bits: number): Promise<bigint> {
  return new Promise((resolve, reject) => {
    generatePrime(bits, { bigint: true }, (error, prime) => (error ? reject(error) : resolve(prime)));
  });
}

/** Makes something at the first call, and gives the same ever after. */
export function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | null = null;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

export function privatePem({ privateKey }: Pick<RsaPair, 'privateKey'>): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function publicPem({ publicKey }: RsaPair): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** PEM without its first and last line, all on one line: a function's variables have room for 4 KB. */
export function bodyOf(pem: string): string {
  return pem.replace(/-----.*-----|\s/g, '');
}
