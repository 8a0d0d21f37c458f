import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCertificate } from '../../testing/certificate.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import {
  API_V2_KEY,
  API_V3_KEY,
  MERCHANT_KEYS,
  MERCHANT_SERIAL,
  PEER_KEY_ID,
  PEER_KEYS,
  wechatpayEnvironment,
} from '../../testing/wechatpayPeer.ts';
import { checkWechatpayConfig, readWechatpayConfig, WECHATPAY_VARIABLES } from './config.ts';

type Changes = Readonly<Record<string, string | undefined>>;

const REQUIRED = Object.keys(wechatpayEnvironment());
const base64 = (text: string) => Buffer.from(text).toString('base64');
const PEER_ENTRY = `${PEER_KEY_ID}=${base64(PEER_KEYS.publicKey)}`;

function complaint(changes: Changes): string {
  try {
    readWechatpayConfig(wechatpayEnvironment(changes));
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The variables that are found wrong. */
const wrong = (changes: Changes) =>
  checkWechatpayConfig(wechatpayEnvironment(changes)).problems.map(({ variable }) => variable);

describe('the configuration of WeChat Pay', () => {
  it('is read from the environment', () => {
    expect(readWechatpayConfig(wechatpayEnvironment())).toEqual({
      baseUrl: 'https://api.mch.weixin.qq.com',
      mchid: '1900000001',
      appid: 'wx0000000000000001',
      serviceId: '00002000000000000000000000000001',
      merchantSerial: MERCHANT_SERIAL,
      merchantKeyPem: MERCHANT_KEYS.privateKey,
      publicKeys: { [PEER_KEY_ID]: PEER_KEYS.publicKey },
      apiV3Key: API_V3_KEY,
      apiV2Key: API_V2_KEY,
      callbackUrl: 'https://houfu.service.tcloudbase.com/wechatpay/callback',
      mode: 'authoriseOnce',
      orderApi: 'delivery',
      riskFund: 'ESTIMATE_ORDER_COST',
      riskCapFen: null,
      payEndpoint: false,
      prepaidMessage: true,
    });
  });

  it('takes what the service was granted', () => {
    const granted = {
      WECHATPAY_BASE_URL: 'https://api2.mch.weixin.qq.com',
      WECHATPAY_MODE: 'confirmEach',
      WECHATPAY_ORDER_API: 'plain',
      WECHATPAY_RISK_FUND: 'DEPOSIT',
      WECHATPAY_RISK_CAP_FEN: '50000',
      WECHATPAY_PAY_ENDPOINT: 'on',
      WECHATPAY_PREPAID_MESSAGE: 'off',
    };
    expect(readWechatpayConfig(wechatpayEnvironment(granted))).toMatchObject({
      baseUrl: 'https://api2.mch.weixin.qq.com',
      mode: 'confirmEach',
      orderApi: 'plain',
      riskFund: 'DEPOSIT',
      riskCapFen: 50_000,
      payEndpoint: true,
      prepaidMessage: false,
    });
  });

  it.each(REQUIRED)('names %s when it is missing or empty', (name) => {
    for (const value of [undefined, '']) expect(wrong({ [name]: value })).toEqual([name]);
  });

  it('says where a missing value is to be had', () => {
    expect(complaint({ WECHATPAY_APIV3_KEY: '' })).toMatch(/WECHATPAY_APIV3_KEY is missing: .*API安全/);
  });

  it('lets every other variable be empty', () => {
    const others = WECHATPAY_VARIABLES.filter((name) => !REQUIRED.includes(name));
    expect(others).toHaveLength(6);
    expect(wrong(Object.fromEntries(others.map((name) => [name, ''])))).toEqual([]);
  });

  it('lists everything that is wrong at once', () => {
    const changes = { WECHATPAY_MCHID: 'Houfu', WECHATPAY_MODE: undefined, WECHATPAY_APIV3_KEY: 'short' };
    const message = complaint(changes);
    for (const name of Object.keys(changes)) expect(message).toContain(name);
    expect(Object.keys(checkWechatpayConfig(wechatpayEnvironment(changes)).found)).toHaveLength(16 - 3);
  });

  it('never repeats a value', () => {
    const secret = 'c2VjcmV0LXZhbHVl';
    for (const name of WECHATPAY_VARIABLES) {
      const text = complaint({ [name]: secret });
      expect(text).toContain(name);
      expect(text).not.toContain(secret);
      expect(text).not.toContain('secret-value');
    }
  });

  it.each([
    ['WECHATPAY_BASE_URL', 'http://api.mch.weixin.qq.com'],
    ['WECHATPAY_BASE_URL', 'https://api.mch.weixin.qq.com/v3'],
    ['WECHATPAY_BASE_URL', 'api.mch.weixin.qq.com'],
    ['WECHATPAY_MCHID', '1234567'],
    ['WECHATPAY_MCHID', '12345678901'],
    ['WECHATPAY_APPID', 'wx000000000000000'],
    ['WECHATPAY_APPID', 'gh_00000000000000'],
    ['WECHATPAY_SERVICE_ID', '000020000000000000000000000000012'],
    ['WECHATPAY_SERVICE_ID', '0000200000000000000000000000000x'],
    ['WECHATPAY_MERCHANT_SERIAL', 'MERCHANT01'],
    ['WECHATPAY_MERCHANT_SERIAL', '1D:DE:55:AD:98:ED:71:D6:ED:D4:A4:A1:69:96'],
    ['WECHATPAY_APIV3_KEY', 'k'.repeat(31)],
    ['WECHATPAY_APIV3_KEY', 'k'.repeat(33)],
    ['WECHATPAY_APIV3_KEY', `${'k'.repeat(29)}密`],
    ['WECHATPAY_APIV2_KEY', `${'k'.repeat(31)}"`],
    ['WECHATPAY_MODE', 'confirmeach'],
    ['WECHATPAY_ORDER_API', 'serviceorder'],
    ['WECHATPAY_RISK_FUND', 'estimate_order_cost'],
    ['WECHATPAY_RISK_CAP_FEN', '500.00'],
    ['WECHATPAY_RISK_CAP_FEN', '0'],
    ['WECHATPAY_PAY_ENDPOINT', 'true'],
    ['WECHATPAY_PREPAID_MESSAGE', 'no'],
  ])('refuses %s=%s', (name, value) => {
    expect(wrong({ [name]: value })).toEqual([name]);
  });

  it('takes a stand-in on this machine, over plain HTTP', () => {
    const at = (url: string) =>
      readWechatpayConfig(wechatpayEnvironment({ WECHATPAY_BASE_URL: url })).baseUrl;
    expect(at('http://127.0.0.1:5300/')).toBe('http://127.0.0.1:5300');
    expect(wrong({ WECHATPAY_BASE_URL: 'http://127.0.0.1.example.com' })).toEqual(['WECHATPAY_BASE_URL']);
  });

  it('takes a serial number in small letters, as Windows shows it', () => {
    const changes = { WECHATPAY_MERCHANT_SERIAL: MERCHANT_SERIAL.toLowerCase() };
    expect(readWechatpayConfig(wechatpayEnvironment(changes)).merchantSerial).toBe(MERCHANT_SERIAL);
  });

  it('refuses one key for APIv2 and APIv3', () => {
    expect(wrong({ WECHATPAY_APIV2_KEY: API_V3_KEY })).toEqual(['WECHATPAY_APIV2_KEY']);
    expect(complaint({ WECHATPAY_APIV2_KEY: API_V3_KEY })).toContain('must differ');
  });
});

describe('the callback URL', () => {
  const url = (text: string) => wrong({ WECHATPAY_CALLBACK_URL: text });
  const exactly = (length: number) => 'https://pay.shop.cn/'.padEnd(length, 'x');

  it.each(['https://pay.shop.cn/wechatpay/callback', 'https://pay.shop.cn:443/callback', exactly(255)])(
    'may be %s',
    (text) => expect(url(text)).toEqual([]),
  );

  it.each([
    'http://pay.shop.cn/callback',
    'https://pay.shop.cn/callback?from=wechat',
    'https://pay.shop.cn/callback?',
    'https://pay.shop.cn/callback#here',
    'https://pay.shop.cn:8443/callback',
    'https://me@pay.shop.cn/callback',
    'https://pay.shop.cn',
    'https://localhost/callback',
    'https://127.0.0.1/callback',
    'https://192.168.1.2/callback',
    'https://[::1]/callback',
    'https://houfu.local/callback',
    'https://intranet/callback',
    'https://your-domain.example/wechatpay/callback',
    '/wechatpay/callback',
    exactly(256),
  ])('may not be %s', (text) => expect(url(text)).toEqual(['WECHATPAY_CALLBACK_URL']));
});

describe('the merchant’s key', () => {
  const pem = (bits: number) =>
    generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;

  it.each([
    ['a PEM that is not in base64', MERCHANT_KEYS.privateKey],
    ['a public key', base64(MERCHANT_KEYS.publicKey)],
    ['half a key', base64(`${MERCHANT_KEYS.privateKey.slice(0, 800)}\n-----END PRIVATE KEY-----\n`)],
    ['a short key', base64(pem(1024).toString())],
    ['a key that is not RSA', base64(elliptic.export({ type: 'pkcs8', format: 'pem' }).toString())],
    ['a key for other signatures', base64(pss.export({ type: 'pkcs8', format: 'pem' }).toString())],
  ])('may not be %s', (_what, value) => {
    expect(wrong({ WECHATPAY_MERCHANT_KEY: value })).toEqual(['WECHATPAY_MERCHANT_KEY']);
  });
});

describe('WeChat Pay’s keys', () => {
  const SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
  const other = aKeyPair();
  let certificate: string;
  beforeAll(async () => {
    certificate = await aCertificate(other.privateKey, { serialNumber: SERIAL });
  });
  const keys = (list: string) =>
    readWechatpayConfig(wechatpayEnvironment({ WECHATPAY_PUBLIC_KEYS: list })).publicKeys;

  it('may be several, for the days of a rotation, and the end of each is found', () => {
    const list = `${PEER_ENTRY}, PUB_KEY_ID_2=${base64(other.publicKey.trimEnd())}==`;
    expect(keys(list)).toEqual({
      [PEER_KEY_ID]: PEER_KEYS.publicKey,
      PUB_KEY_ID_2: other.publicKey.trimEnd(),
    });
  });

  it('keep their order: the first is the one that answers are asked to be signed with', () => {
    const list = `${SERIAL}=${base64(other.publicKey)},${PEER_ENTRY}`;
    expect(Object.keys(keys(list))).toEqual([SERIAL, PEER_KEY_ID]);
  });

  it('may be a certificate under its serial number, or only the public key of one', () => {
    expect(keys(`${SERIAL.toLowerCase()}=${base64(certificate)}`)).toEqual({ [SERIAL]: certificate });
    expect(keys(`${SERIAL}=${base64(other.publicKey)}`)).toEqual({ [SERIAL]: other.publicKey });
  });

  it('may be a certificate whose number begins with zeros, however they are written', async () => {
    const serialNumber = `0${SERIAL.slice(1)}`;
    const entry = base64(await aCertificate(other.privateKey, { serialNumber }));
    for (const id of [serialNumber, serialNumber.slice(1)])
      expect(Object.keys(keys(`${id}=${entry}`))).toEqual([id]);
  });

  it.each([
    ['no id', () => base64(PEER_KEYS.publicKey)],
    ['an empty id', () => `=${base64(PEER_KEYS.publicKey)}`],
    ['an invented id', () => `A=${base64(PEER_KEYS.publicKey)}`],
    ['an empty entry', () => `${PEER_ENTRY},`],
    ['the same id twice', () => `${PEER_ENTRY},${PEER_ENTRY}`],
    ['no PEM', () => `${PEER_KEY_ID}=${base64('not a key')}`],
    ['a PEM that is not in base64', () => `${PEER_KEY_ID}=${PEER_KEYS.publicKey}`],
    ['a private key', () => `${PEER_KEY_ID}=${base64(PEER_KEYS.privateKey)}`],
    [
      'a certificate under another number',
      () => `${MERCHANT_SERIAL.replace('1', '2')}=${base64(certificate)}`,
    ],
    ['a certificate under the id of a public key', () => `${PEER_KEY_ID}=${base64(certificate)}`],
    ['the merchant’s own serial number', () => `${MERCHANT_SERIAL}=${base64(other.publicKey)}`],
    ['the merchant’s own key', () => `${PEER_KEY_ID}=${base64(MERCHANT_KEYS.publicKey)}`],
  ])('may not have %s', (_what, list) => {
    expect(wrong({ WECHATPAY_PUBLIC_KEYS: list() })).toEqual(['WECHATPAY_PUBLIC_KEYS']);
  });
});
