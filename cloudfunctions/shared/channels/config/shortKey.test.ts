import { createPrivateKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { alipayEnvironment } from '../../testing/alipayPeer.ts';
import { MERCHANT_KEYS, PEER_KEY_ID, PEER_KEYS, wechatpayEnvironment } from '../../testing/wechatpayPeer.ts';
import { shortKeyPem } from './shortKey.ts';
import { Unfit } from './values.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { p = '', q = '' } = pair.privateKey.export({ format: 'jwk' });

describe('the short form of a private key', () => {
  it('is the same key', () => {
    const pem = shortKeyPem(`${p}.${q}`) ?? '';
    expect(createPrivateKey(pem).equals(pair.privateKey)).toBe(true);
    const signature = createSign('sha256').update('后付').sign(pem);
    expect(createVerify('sha256').update('后付').verify(pair.publicKey, signature)).toBe(true);
  });

  it('may have its primes in either order', () => {
    const signature = createSign('sha256')
      .update('后付')
      .sign(shortKeyPem(`${q}.${p}`) ?? '');
    expect(createVerify('sha256').update('后付').verify(pair.publicKey, signature)).toBe(true);
  });

  it('is a quarter of what stands in the file', () => {
    const file = pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    expect(`${p}.${q}`.length * 4).toBeLessThan(file.length);
  });

  it('leaves room for both channels in the 4 KB that the variables of a function have', () => {
    const publicKey = PEER_KEYS.publicKey.replace(/-----.*-----|\s/g, '');
    const own = createPrivateKey(MERCHANT_KEYS.privateKey).export({ format: 'jwk' });
    const both = {
      ...wechatpayEnvironment({
        WECHATPAY_MERCHANT_KEY: `${own.p}.${own.q}`,
        WECHATPAY_PUBLIC_KEYS: `${PEER_KEY_ID}=${publicKey},PUB_KEY_ID_0002=${publicKey}`,
      }),
      ...alipayEnvironment(),
    };
    const bytes = Object.entries(both).reduce(
      (sum, [name, value = '']) => sum + name.length + value.length,
      0,
    );
    expect(bytes).toBeLessThan(3_500);
  });

  it.each(['', 'MIIEvQ', `${p}`, `${p}.${q}.${q}`, 'a.b'])('is not %j', (text) => {
    expect(shortKeyPem(text)).toBeNull();
  });

  it.each([
    ['twice the same prime', `${p}.${p}`],
    ['a number cut short', `${p}.${q.slice(0, -10)}`],
    ['two numbers that are no primes', `${'B'.repeat(171)}.${'C'.repeat(171)}`],
  ])('that is %s is refused', (_what, text) => {
    expect(() => shortKeyPem(text)).toThrow(Unfit);
    expect(() => shortKeyPem(text)).toThrow(/cannot be read/);
  });
});
