/** Source for a function of a fixture: `privateKeyOf('p.q')`, the PEM of a private key from its two primes. */
export const privateKeySource = `
  function privateKeyOf(short) {
    const { createPrivateKey } = require('node:crypto');
    const [p, q] = short.split('.').map((part) => BigInt('0x' + Buffer.from(part, 'base64url').toString('hex')));
    const power = (base, exponent, modulus) => {
      let result = 1n;
      for (let b = base % modulus, e = exponent; e > 0n; e >>= 1n, b = (b * b) % modulus) {
        if (e & 1n) result = (result * b) % modulus;
      }
      return result;
    };
    // e·d = 1 + k·phi for the one k below e that makes it divide; e = 65537 is prime.
    const e = 65537n;
    const phi = (p - 1n) * (q - 1n);
    const d = (1n + (e - power(phi % e, e - 2n, e)) * phi) / e;
    const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: power(q, p - 2n, p) };
    const text = (n) => {
      const hex = n.toString(16);
      return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
    };
    const jwk = Object.fromEntries(Object.entries(numbers).map(([name, n]) => [name, text(n)]));
    const key = createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
    return key.export({ type: 'pkcs8', format: 'pem' });
  }`;
