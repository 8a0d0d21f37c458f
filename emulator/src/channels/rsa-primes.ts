import { createPrivateKey, type KeyObject } from 'node:crypto';

/** The public exponent that everybody uses. It has an inverse for all primes but those that are 1 more than a multiple. */
const e = 65537n;

/** The private key that two primes make, or null for the rare ones that go with no exponent. */
export function privateKeyOfPrimes(p: bigint, q: bigint): KeyObject | null {
  const phi = (p - 1n) * (q - 1n);
  if (p === q || phi % e === 0n) return null;
  const d = inverse(e, phi);
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const jwk = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, textOf(value)]));
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
}

/** The short form of a private key, `p.q` in base64url: all variables of a function share 4 KB. */
export function primesOf(privateKey: KeyObject): string {
  const { p, q } = privateKey.export({ format: 'jwk' });
  return `${p}.${q}`;
}

function textOf(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
}

/** By Euclid's algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next, t, nextT] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + modulus : t;
}
