import { checkPrimeSync, createPrivateKey } from 'node:crypto';
import { Unfit } from './values.ts';

/** The public exponent of practically every RSA key. */
const E = 65_537n;

/**
 * The PEM of a private key that is given by its two primes alone, `p.q` as a JWK has them (base64url): all else
 * follows from them. A function's variables have room for 4 KB, and two channels' keys as files need 3.2 KB of it;
 * this form takes a fifth. Null if the text has another form.
 * @throws Unfit if the two are no primes of a key
 */
export function shortKeyPem(text: string): string | null {
  const [, p, q] = /^([\w-]{100,400})\.([\w-]{100,400})$/.exec(text) ?? [];
  if (p === undefined || q === undefined) return null;
  try {
    const [first, second] = [toNumber(p), toNumber(q)];
    // With a number that was cut short a key can be made too; it signs what nobody can verify.
    if (!checkPrimeSync(first) || !checkPrimeSync(second)) throw new RangeError('no prime');
    const key = createPrivateKey({ format: 'jwk', key: jwkOf(first, second) });
    return key.export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw new Unfit('holds a short private key that cannot be read: make it anew as .env.example says');
  }
}

/** https://www.rfc-editor.org/rfc/rfc8017#section-3.2 */
function jwkOf(p: bigint, q: bigint) {
  const d = inverse(E, (p - 1n) * (q - 1n));
  return {
    kty: 'RSA',
    n: toText(p * q),
    e: toText(E),
    d: toText(d),
    p: toText(p),
    q: toText(q),
    dp: toText(d % (p - 1n)),
    dq: toText(d % (q - 1n)),
    qi: toText(inverse(q, p)),
  };
}

/** The number that, times `a`, leaves 1 when divided by `m`. @throws RangeError if there is none */
function inverse(a: bigint, m: bigint): bigint {
  let [previous, current] = [m, a % m];
  let [before, factor] = [0n, 1n];
  while (current !== 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [before, factor] = [factor, before - quotient * factor];
  }
  if (previous !== 1n) throw new RangeError('the numbers have a common divisor');
  return ((before % m) + m) % m;
}

function toNumber(text: string): bigint {
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
}

function toText(number: bigint): string {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
