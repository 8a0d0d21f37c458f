import { privatePem } from '../key-pairs.ts';
import { privateKeyOfPrimes } from '../rsa-primes.ts';

/** The merchant's private key (PKCS#8, PEM) from the two primes that its environment holds. */
export function privateKeyOf(short: string): string {
  const [p = 0n, q = 0n] = short.split('.').map(numberOf);
  const privateKey = privateKeyOfPrimes(p, q);
  if (!privateKey) throw new Error('this is no private key in its short form');
  return privatePem({ privateKey });
}

function numberOf(base64url: string): bigint {
  return BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`);
}
