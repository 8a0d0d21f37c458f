import { describe, expect, it } from 'vitest';
import { ALIPAY_KEYS, APP_KEYS, signatureOf } from '../../testing/alipayPeer.ts';
import { isSigned } from './signature.ts';

const TEXT = 'a=后付&b=1';
const signature = signatureOf(TEXT);
const holds = (text: string, sign: string, key = ALIPAY_KEYS.publicKey) => isSigned(text, sign, key);

describe('a signature', () => {
  it('holds for the very text that Alipay has signed', () => {
    expect(holds(TEXT, signature)).toBe(true);
    expect(holds(`${TEXT} `, signature)).toBe(false);
    expect(holds(TEXT, signature, APP_KEYS.publicKey)).toBe(false);
  });

  it('is none if it was made with SHA-1', () => {
    expect(holds(TEXT, signatureOf(TEXT, ALIPAY_KEYS.privateKey, 'RSA-SHA1'))).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['no base64', '签名'],
    ['too short', signature.slice(0, 40)],
    ['written without its padding', signature.replace(/=+$/, '')],
    ['followed by something', `${signature}\n`],
    ['written for addresses', signature.replaceAll('+', '-').replaceAll('/', '_')],
  ])('is not %s', (_what, other) => {
    // Some signatures have neither of the two letters.
    if (other !== signature) expect(holds(TEXT, other)).toBe(false);
  });

  it('holds for nobody if the key is none', () => {
    expect(holds(TEXT, signature, 'no key')).toBe(false);
  });
});
