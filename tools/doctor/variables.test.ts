import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ALIPAY_KEYS, alipayEnvironment } from '../../cloudfunctions/shared/testing/alipayPeer.ts';
import {
  API_V3_KEY,
  MERCHANT_KEYS,
  wechatpayEnvironment,
} from '../../cloudfunctions/shared/testing/wechatpayPeer.ts';
import { checkAlipay, checkHoufu, checkUnread, checkWechatpay } from './variables.ts';

const houfu = (changes: Readonly<Record<string, string | undefined>> = {}) =>
  checkHoufu({ HOUFU_ENV_ID: 'shop-1a2b3c', HOUFU_IDENTITY_KEY: 'x'.repeat(43), ...changes });
const marks = (findings: readonly { readonly mark: string }[]) => findings.map(({ mark }) => mark).join('');

describe('the doctor, on the variables of Houfu,', () => {
  it('finds complete ones right', () => expect(marks(houfu())).toBe('✓✓'));

  it.each([undefined, '', 'houfu-local', 'My Shop', 'shop_1'])('refuses the environment %s', (envId) => {
    expect(houfu({ HOUFU_ENV_ID: envId })[0]).toMatchObject({ mark: '✗', about: 'HOUFU_ENV_ID' });
  });

  it.each([
    undefined,
    '',
    'x'.repeat(42),
    `${'x'.repeat(43)}"`,
    `${'x'.repeat(43)}\\`,
    `${'x'.repeat(43)} y`,
  ])('refuses the identity key %s, without repeating it', (key) => {
    const [, finding] = houfu({ HOUFU_IDENTITY_KEY: key });
    expect(finding).toMatchObject({ mark: '✗', about: 'HOUFU_IDENTITY_KEY' });
    if (key) expect(finding?.text).not.toContain(key);
  });

  it('knows the identity key that everybody knows', () => {
    const { HOUFU_IDENTITY_KEY } = parseEnv(readFileSync('.env.emulator', 'utf8'));
    expect(houfu({ HOUFU_IDENTITY_KEY })[1]).toMatchObject({
      mark: '✗',
      text: expect.stringContaining('public'),
    });
  });

  it('does not print the identity key that it finds right', () => {
    expect(JSON.stringify(houfu())).not.toContain('xxx');
  });
});

describe('the doctor, on the variables of WeChat Pay,', () => {
  const of = (name: string, changes: Readonly<Record<string, string | undefined>> = {}) =>
    checkWechatpay(wechatpayEnvironment(changes)).filter(({ about }) => about === name);

  it('has one line for each, and finds complete ones right', () => {
    expect(marks(checkWechatpay(wechatpayEnvironment()))).toBe('✓'.repeat(16));
  });

  it('says of each what is wrong', () => {
    const missing = of('WECHATPAY_MCHID', { WECHATPAY_MCHID: '' });
    expect(missing).toEqual([
      expect.objectContaining({ mark: '✗', text: expect.stringContaining('商户号') }),
    ]);
    expect(marks(of('WECHATPAY_APIV2_KEY', { WECHATPAY_APIV2_KEY: API_V3_KEY }))).toBe('✗');
  });

  it('wonders about a host that is not WeChat Pay’s', () => {
    const at = (url: string) => marks(of('WECHATPAY_BASE_URL', { WECHATPAY_BASE_URL: url }));
    expect(at('http://127.0.0.1:5300')).toBe('!');
    expect(at('https://api2.mch.weixin.qq.com')).toBe('✓');
  });

  it('prints no secret', () => {
    const printed = JSON.stringify(checkWechatpay(wechatpayEnvironment({ WECHATPAY_MCHID: '' })));
    const key = Buffer.from(MERCHANT_KEYS.privateKey).toString('base64');
    for (const secret of [API_V3_KEY, '2'.repeat(32), key]) expect(printed).not.toContain(secret);
  });
});

describe('the doctor, on names,', () => {
  it('wonders about those that no function is given', () => {
    const environment = { WECHATPAY_MCH_ID: '1', WECHATPAY_MCHID: '1', HOUFU_KEY: 'x', PATH: '/bin' };
    const findings = checkUnread(environment, ['WECHATPAY_MCHID']);
    expect(findings.map(({ mark, about }) => mark + about)).toEqual(['!WECHATPAY_MCH_ID', '!HOUFU_KEY']);
  });
});

describe('the doctor, on the variables of Alipay,', () => {
  const of = (name: string, changes: Readonly<Record<string, string | undefined>> = {}) =>
    checkAlipay(alipayEnvironment(changes)).filter(({ about }) => about === name);

  it('has one line for each, and finds complete ones right', () => {
    expect(marks(checkAlipay(alipayEnvironment()))).toBe('✓'.repeat(10));
  });

  it('has one line for all where Alipay is not offered', () => {
    expect(checkAlipay({})).toEqual([expect.objectContaining({ mark: '✓', about: 'ALIPAY_APP_ID' })]);
    const half = checkAlipay(alipayEnvironment({ ALIPAY_APP_ID: '' }));
    expect(half).toEqual([
      expect.objectContaining({ mark: '!', text: expect.stringContaining('ALIPAY_SERVICE_ID') }),
    ]);
  });

  it.each([
    ['ALIPAY_APP_ID', '202100000000000'],
    ['ALIPAY_APP_KEY', ''],
    ['ALIPAY_PUBLIC_KEY', 'x'],
    ['ALIPAY_SERVICE_ID', '1'],
    ['ALIPAY_MODE', 'other'],
    ['ALIPAY_NOTIFY_URL', 'https://pay.shop.cn/wechatpay/callback'],
    ['ALIPAY_GATEWAY', 'http://openapi.alipay.com/gateway.do'],
    ['ALIPAY_ALLOWED_ORIGINS', 'https://shop.cn/, https://m.shop.cn'],
    ['ALIPAY_ALLOWED_ORIGINS', 'shop.cn'],
  ])('says of %s that %j is wrong', (name, value) => {
    expect(of(name, { [name]: value })).toEqual([expect.objectContaining({ mark: '✗' })]);
  });

  it('says that a service of fixed amounts has every order refused', () => {
    const doubted = { mark: '!', text: expect.stringMatching(/every order is refused.*docs\/alipay\.md/) };
    expect(of('ALIPAY_MODE', { ALIPAY_MODE: 'fixed' })).toEqual([expect.objectContaining(doubted)]);
    expect(of('ALIPAY_MODE', { ALIPAY_MODE: 'dynamic' })).toEqual([expect.objectContaining({ mark: '✓' })]);
  });

  it('never prints a key', () => {
    const [key = ''] = ALIPAY_KEYS.publicKey.split('\n').slice(1);
    const printed = JSON.stringify(checkAlipay(alipayEnvironment()));
    expect(printed).not.toContain(key);
    expect(printed).not.toContain((alipayEnvironment()['ALIPAY_APP_KEY'] ?? '').slice(0, 20));
  });

  it('tells the stand-in from Alipay', () => {
    const here = alipayEnvironment({ ALIPAY_GATEWAY: 'http://127.0.0.1:5300/gateway.do' });
    const line = (place: 'cloud' | 'local') =>
      checkAlipay(here, place).find(({ about }) => about === 'ALIPAY_GATEWAY');
    expect(line('cloud')).toMatchObject({ mark: '!' });
    expect(line('local')).toMatchObject({ mark: '✓' });
  });
});
