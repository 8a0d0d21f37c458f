import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wechatpayEnvironment } from '../../cloudfunctions/shared/testing/wechatpayPeer.ts';
import { examine } from './examine.ts';

const CONFIG_FILE = join(import.meta.dirname, '..', '..', 'cloudbaserc.json');
const CLOUD: Readonly<Record<string, string | undefined>> = {
  ...wechatpayEnvironment({ WECHATPAY_CALLBACK_URL: 'https://pay.shop.cn/wechatpay/callback' }),
  HOUFU_ENV_ID: 'shop-1a2b3c',
  HOUFU_IDENTITY_KEY: 'x'.repeat(43),
};
/** As the local CloudBase has them. */
const LOCAL = {
  ...CLOUD,
  HOUFU_ENV_ID: 'houfu-local',
  HOUFU_IDENTITY_KEY: 'local-identity-key-which-protects-nobody',
  WECHATPAY_BASE_URL: 'http://127.0.0.1:5300',
  WECHATPAY_CALLBACK_URL: 'https://houfu-local.service.tcloudbase.com/wechatpay/callback',
};
const wrongOf = (environment: Readonly<Record<string, string | undefined>>, place: 'cloud' | 'local') =>
  examine(environment, CONFIG_FILE, place)
    .filter(({ mark }) => mark === '✗')
    .map(({ about }) => about);

describe('the doctor as a function', () => {
  it('finds what is complete right', () => expect(wrongOf(CLOUD, 'cloud')).toEqual([]));

  it('has nothing against the local CloudBase, for the local CloudBase', () => {
    const findings = examine(LOCAL, CONFIG_FILE, 'local');
    expect(findings.filter(({ mark }) => mark === '✗')).toEqual([]);
    const about = findings.filter(({ mark }) => mark === '!').map((finding) => finding.about);
    expect(about).not.toContain('callbacks');
    expect(about).not.toContain('WECHATPAY_BASE_URL');
    expect(wrongOf(LOCAL, 'cloud')).toEqual(['HOUFU_ENV_ID', 'HOUFU_IDENTITY_KEY']);
  });

  it('says of a value once that it is wrong', () => {
    expect(wrongOf({ ...CLOUD, HOUFU_IDENTITY_KEY: `${'x'.repeat(43)}"` }, 'cloud')).toEqual([
      'HOUFU_IDENTITY_KEY',
    ]);
  });

  it('finds a key with line breaks, however good it is', () => {
    const pem = (CLOUD['WECHATPAY_MERCHANT_KEY'] ?? '').replace(/(.{64})/g, '$1\n');
    expect(wrongOf({ ...CLOUD, WECHATPAY_MERCHANT_KEY: pem }, 'cloud')).toEqual(['WECHATPAY_MERCHANT_KEY']);
  });
});
