import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ALIPAY_KEYS, APP_ID, APP_KEYS, alipayEnvironment } from '../../testing/alipayPeer.ts';
import { aCertificate } from '../../testing/certificate.ts';
import { ALIPAY_VARIABLES, checkAlipayConfig, offersAlipay, readAlipayConfig } from './config.ts';

type Changes = Readonly<Record<string, string | undefined>>;

const REQUIRED = Object.keys(alipayEnvironment());
const base64 = (text: string) => Buffer.from(text).toString('base64');
const bodyOf = (pem: string) => pem.replace(/-----.*-----|\s/g, '');

function complaint(changes: Changes): string {
  try {
    readAlipayConfig(alipayEnvironment(changes));
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The variables that are found wrong. */
const wrong = (changes: Changes) =>
  checkAlipayConfig(alipayEnvironment(changes)).problems.map(({ variable }) => variable);

describe('the configuration of Alipay', () => {
  it('is read from the environment', () => {
    const { appKeyPem, alipayKeyPem, ...config } = readAlipayConfig(alipayEnvironment());
    expect(config).toEqual({
      gateway: 'https://openapi.alipay.com/gateway.do',
      appId: APP_ID,
      serviceId: '2021000000000000000000000001',
      mode: 'dynamic',
      agreement: 'once',
      categoryId: 'credit_pay_after_use',
      notifyUrl: 'https://houfu.service.tcloudbase.com/alipay/notify',
    });
    expect(createPrivateKey(appKeyPem).equals(createPrivateKey(APP_KEYS.privateKey))).toBe(true);
    expect(createPublicKey(alipayKeyPem).equals(createPublicKey(ALIPAY_KEYS.publicKey))).toBe(true);
  });

  it('takes what the service was granted', () => {
    const granted = {
      ALIPAY_AGREEMENT: 'each',
      ALIPAY_CATEGORY_ID: 'ZHIMA_AUTH',
      ALIPAY_GATEWAY: 'http://127.0.0.1:5300/gateway.do',
    };
    expect(readAlipayConfig(alipayEnvironment(granted))).toMatchObject({
      mode: 'dynamic',
      agreement: 'each',
      categoryId: 'ZHIMA_AUTH',
      gateway: 'http://127.0.0.1:5300/gateway.do',
    });
    expect(readAlipayConfig(alipayEnvironment({ ALIPAY_MODE: 'fixed' }))).toMatchObject({ mode: 'fixed' });
    expect(wrong({ ALIPAY_MODE: 'fixed', ALIPAY_AGREEMENT: 'each' })).toEqual(['ALIPAY_AGREEMENT']);
  });

  it.each(REQUIRED)('names %s when it is missing or empty', (name) => {
    for (const value of [undefined, '']) expect(wrong({ [name]: value })).toEqual([name]);
  });

  it('says where a missing value is to be had', () => {
    expect(complaint({ ALIPAY_PUBLIC_KEY: '' })).toMatch(/ALIPAY_PUBLIC_KEY is missing: .*支付宝公钥/);
  });

  it('lets every other variable be empty', () => {
    const others = ALIPAY_VARIABLES.filter((name) => !REQUIRED.includes(name));
    expect(others).toHaveLength(4);
    expect(wrong(Object.fromEntries(others.map((name) => [name, ''])))).toEqual([]);
  });

  it('lists everything that is wrong at once', () => {
    const message = complaint({ ALIPAY_APP_ID: 'Houfu', ALIPAY_MODE: 'x', ALIPAY_SERVICE_ID: undefined });
    expect(message).toMatch(/^Alipay is not configured: .*APP_ID.*SERVICE_ID.*MODE/);
  });

  it('never repeats a value', () => {
    const secret = 'c2VjcmV0LXZhbHVl';
    for (const name of ALIPAY_VARIABLES) {
      const text = complaint({ [name]: secret });
      expect(text).toContain(name);
      expect(text).not.toContain(secret);
      expect(text).not.toContain('secret-value');
    }
  });

  it.each([
    ['ALIPAY_GATEWAY', 'http://openapi.alipay.com/gateway.do'],
    ['ALIPAY_GATEWAY', 'https://openapi.alipay.com'],
    ['ALIPAY_GATEWAY', 'https://openapi.alipay.com/gateway.do?charset=utf-8'],
    ['ALIPAY_GATEWAY', 'openapi.alipay.com/gateway.do'],
    ['ALIPAY_APP_ID', '202100000000001'],
    ['ALIPAY_APP_ID', '20210000000000012'],
    ['ALIPAY_APP_ID', 'wx00000000000001'],
    ['ALIPAY_APP_ID', '2088000000000001'],
    ['ALIPAY_SERVICE_ID', '202100000000000000000000001'],
    ['ALIPAY_SERVICE_ID', '20210000000000000000000000012'],
    ['ALIPAY_SERVICE_ID', '202100000000000000000000000x'],
    ['ALIPAY_MODE', '固定金额'],
    ['ALIPAY_AGREEMENT', 'twice'],
    ['ALIPAY_CATEGORY_ID', 'CREDIT_PAY_AFTER_USE'],
  ])('refuses %s=%s', (name, value) => {
    expect(wrong({ [name]: value })).toEqual([name]);
  });

  it('is none where the merchant does not offer it', () => {
    expect(offersAlipay(alipayEnvironment())).toBe(true);
    expect(offersAlipay(alipayEnvironment({ ALIPAY_APP_ID: '' }))).toBe(false);
    expect(offersAlipay({})).toBe(false);
  });
});

describe('the address for notifications', () => {
  const url = (text: string) => wrong({ ALIPAY_NOTIFY_URL: text });
  const exactly = (length: number) =>
    `https://${'a'.repeat(length - 'https://.shop.cn/alipay/notify'.length)}.shop.cn/alipay/notify`;

  it.each(['https://pay.shop.cn/alipay/notify', 'https://pay.shop.cn/api/alipay/notify', exactly(222)])(
    'may be %s',
    (text) => expect(url(text)).toEqual([]),
  );

  it.each([
    'http://pay.shop.cn/alipay/notify',
    'https://pay.shop.cn/alipay/notify/',
    'https://pay.shop.cn/alipay',
    'https://pay.shop.cn/wechatpay/callback',
    'https://pay.shop.cn/alipay/notify?a=1',
    'https://127.0.0.1/alipay/notify',
    'https://localhost/alipay/notify',
    // The number of an order must find room behind it.
    exactly(223),
  ])('may not be %s', (text) => expect(url(text)).toEqual(['ALIPAY_NOTIFY_URL']));
});

describe('the app’s key', () => {
  const app = (value: string) => readAlipayConfig(alipayEnvironment({ ALIPAY_APP_KEY: value })).appKeyPem;
  const own = createPrivateKey(APP_KEYS.privateKey);

  it.each([
    ['a file in base64', base64(APP_KEYS.privateKey)],
    ['what stands between the lines of the file', bodyOf(APP_KEYS.privateKey)],
    [
      'what Alipay’s own tool makes for others than Java',
      bodyOf(own.export({ type: 'pkcs1', format: 'pem' }).toString()),
    ],
  ])('may be given as %s', (_what, value) => {
    expect(createPrivateKey(app(value)).equals(own)).toBe(true);
  });

  const { p = '', q = '' } = own.export({ format: 'jwk' });
  it.each([
    ['the 应用公钥', bodyOf(APP_KEYS.publicKey)],
    ['half of its short form', p],
    ['a short form that was cut', `${p}.${q.slice(0, -8)}`],
    ['a key that is too short', bodyOf(shortKey())],
    ['a PEM that is not in base64', APP_KEYS.privateKey],
    ['two keys', bodyOf(APP_KEYS.privateKey).repeat(2)],
  ])('may not be %s', (_what, value) => {
    expect(wrong({ ALIPAY_APP_KEY: value })).toEqual(['ALIPAY_APP_KEY']);
  });
});

function shortKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

describe('Alipay’s key', () => {
  it('may be given as a file in base64 too', () => {
    expect(wrong({ ALIPAY_PUBLIC_KEY: base64(ALIPAY_KEYS.publicKey) })).toEqual([]);
  });

  it('may not be the app’s own, which stands beside it in the console', () => {
    expect(complaint({ ALIPAY_PUBLIC_KEY: bodyOf(APP_KEYS.publicKey) })).toMatch(
      /ALIPAY_PUBLIC_KEY is your own 应用公钥: take the 支付宝公钥/,
    );
  });

  it.each([
    ['a private key', bodyOf(ALIPAY_KEYS.privateKey)],
    ['no key', base64('not a key')],
  ])('may not be %s', (_what, value) => {
    expect(wrong({ ALIPAY_PUBLIC_KEY: value })).toEqual(['ALIPAY_PUBLIC_KEY']);
  });

  it('may not be a certificate: apps that have those sign otherwise', async () => {
    const certificate = await aCertificate(ALIPAY_KEYS.privateKey, { serialNumber: '01' });
    expect(complaint({ ALIPAY_PUBLIC_KEY: base64(certificate) })).toContain('holds a certificate');
  });
});
