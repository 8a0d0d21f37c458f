import { describe, expect, it } from 'vitest';
import { MERCHANT_KEYS, PEER_KEY_ID, PEER_KEYS, wechatpayEnvironment } from '../../testing/wechatpayPeer.ts';
import { readWechatpayConfig } from './config.ts';

const REQUIRED = Object.keys(wechatpayEnvironment());
const base64 = (text: string) => Buffer.from(text).toString('base64');

function complaint(changes: Readonly<Record<string, string | undefined>>): string {
  try {
    readWechatpayConfig(wechatpayEnvironment(changes));
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('the configuration of WeChat Pay', () => {
  it('is read from the environment', () => {
    expect(readWechatpayConfig(wechatpayEnvironment())).toEqual({
      baseUrl: 'https://api.mch.weixin.qq.com',
      mchid: '1900000001',
      appid: 'wx0000000000000001',
      serviceId: '00002000000000000000000000000001',
      merchantSerial: 'MERCHANT01',
      merchantKeyPem: MERCHANT_KEYS.privateKey,
      publicKeys: { [PEER_KEY_ID]: PEER_KEYS.publicKey },
      apiV3Key: 'k'.repeat(32),
      callbackUrl: 'https://houfu.service.tcloudbase.com/wechatpay/callback',
      mode: 'authoriseOnce',
    });
  });

  it.each(REQUIRED)('names %s when it is missing or empty', (name) => {
    for (const value of [undefined, '']) expect(complaint({ [name]: value })).toContain(name);
  });

  it('never repeats a value', () => {
    const secret = 'c2VjcmV0LXZhbHVl';
    for (const name of ['WECHATPAY_MERCHANT_KEY', 'WECHATPAY_PUBLIC_KEYS', 'WECHATPAY_APIV3_KEY']) {
      const text = complaint({ [name]: secret });
      expect(text).toContain(name);
      expect(text).not.toContain(secret);
      expect(text).not.toContain('secret-value');
    }
  });

  it('takes several public keys, for the days of a rotation, and finds the end of each', () => {
    const other = base64(PEER_KEYS.publicKey.trimEnd());
    const list = `OLD=${base64(PEER_KEYS.publicKey)}, PUB_KEY_ID_2=${other}==`;
    const { publicKeys } = readWechatpayConfig(wechatpayEnvironment({ WECHATPAY_PUBLIC_KEYS: list }));
    expect(publicKeys).toEqual({ OLD: PEER_KEYS.publicKey, PUB_KEY_ID_2: PEER_KEYS.publicKey.trimEnd() });
  });

  it.each([
    ['no id', base64(PEER_KEYS.publicKey)],
    ['an empty id', `=${base64(PEER_KEYS.publicKey)}`],
    ['an empty entry', `A=${base64(PEER_KEYS.publicKey)},`],
    ['no PEM', `A=${base64('not a key')}`],
    ['a PEM that is not in base64', `A=${PEER_KEYS.publicKey}`],
  ])('refuses public keys with %s', (_what, list) => {
    expect(complaint({ WECHATPAY_PUBLIC_KEYS: list })).toContain('WECHATPAY_PUBLIC_KEYS');
  });

  it.each([31, 33])('refuses an APIv3 key of %d characters', (length) => {
    expect(complaint({ WECHATPAY_APIV3_KEY: 'k'.repeat(length) })).toContain('WECHATPAY_APIV3_KEY');
  });

  it('asks the buyer for each order only if told so', () => {
    const mode = (text?: string) => readWechatpayConfig(wechatpayEnvironment({ WECHATPAY_MODE: text })).mode;
    expect([mode(), mode(''), mode('authoriseOnce'), mode('confirmEach')]).toEqual([
      'authoriseOnce',
      'authoriseOnce',
      'authoriseOnce',
      'confirmEach',
    ]);
  });

  it('refuses a mode that it does not know', () => {
    expect(complaint({ WECHATPAY_MODE: 'confirmeach' })).toContain('WECHATPAY_MODE');
  });
});
