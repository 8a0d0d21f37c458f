import { beforeAll, describe, expect, it } from 'vitest';
import { aCertificate } from '../../cloudfunctions/shared/testing/certificate.ts';
import { aKeyPair } from '../../cloudfunctions/shared/testing/keyPair.ts';
import {
  MERCHANT_KEYS,
  MERCHANT_SERIAL,
  PEER_KEYS,
} from '../../cloudfunctions/shared/testing/wechatpayPeer.ts';
import { checkMerchantCertificate, checkPlatformKeys } from './certificates.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
const CONFIG = {
  mchid: '1900000001',
  merchantSerial: MERCHANT_SERIAL,
  merchantKeyPem: MERCHANT_KEYS.privateKey,
};
const until = (day: string) => ({ serialNumber: SERIAL, notAfter: new Date(`${day}T00:00:00Z`) });
const seen = (findings: readonly { readonly mark: string; readonly text: string }[]) =>
  findings.map(({ mark, text }) => `${mark} ${text}`).join('\n');

describe('the doctor, on the merchant’s certificate,', () => {
  let good: string;
  beforeAll(async () => {
    good = await aCertificate(MERCHANT_KEYS.privateKey, {
      serialNumber: MERCHANT_SERIAL,
      name: 'CN=1900000001, O=微信商户系统, OU=后付, L=深圳, C=CN',
    });
  });
  const check = (pem: string, changes: Partial<typeof CONFIG> = {}) =>
    seen(checkMerchantCertificate(pem, { ...CONFIG, ...changes }, NOW));

  it('finds the one that fits right', () => expect(check(good)).toMatch(/^✓ fits; valid until 2099-01-01$/));

  it('finds the key of another one', () => {
    expect(check(good, { merchantKeyPem: aKeyPair().privateKey })).toMatch(/^✗ .*WECHATPAY_MERCHANT_KEY/);
  });

  it('finds the number of another one, and says the right one', () => {
    expect(check(good, { merchantSerial: SERIAL })).toMatch(
      new RegExp(`^✗ .*WECHATPAY_MERCHANT_SERIAL.*${MERCHANT_SERIAL}`),
    );
  });

  it('finds another merchant’s, also one whose number is only a part of it', () => {
    for (const mchid of ['1900000002', '190000000'])
      expect(check(good, { mchid })).toMatch(/^✗ .*WECHATPAY_MCHID/);
  });

  it.each([
    ['2026-02-28', /✗ has expired on 2026-02-28/],
    ['2026-03-30', /! expires on 2026-03-30/],
    ['2026-04-01', /✓ .*2026-04-01/],
  ])('knows what it means to be valid until %s', async (day, expected) => {
    const pem = await aCertificate(MERCHANT_KEYS.privateKey, until(day));
    expect(check(pem, { merchantSerial: SERIAL })).toMatch(expected);
  });

  it('finds one that is not valid yet', async () => {
    const notBefore = new Date('2026-03-02T00:00:00Z');
    const pem = await aCertificate(MERCHANT_KEYS.privateKey, { serialNumber: MERCHANT_SERIAL, notBefore });
    expect(check(pem)).toMatch(/^✗ is valid from 2026-03-02/);
  });

  it('refuses what is no certificate', () =>
    expect(check(MERCHANT_KEYS.privateKey)).toMatch(/^✗ .*apiclient_cert/));

  it('says nothing of what is not configured yet', () => {
    expect(seen(checkMerchantCertificate(good, {}, NOW))).toMatch(/^✓/);
  });
});

describe('the doctor, on WeChat Pay’s keys,', () => {
  const check = (keys: Readonly<Record<string, string>>) => seen(checkPlatformKeys(keys, NOW));

  it('knows that a public key does not expire, and that one out of a certificate does', () => {
    const findings = check({ PUB_KEY_ID_1: PEER_KEYS.publicKey, [SERIAL]: PEER_KEYS.publicKey });
    expect(findings).toMatch(/^✓ .*\n! .*平台证书/);
  });

  it.each([
    ['2026-02-28', '✗'],
    ['2026-03-30', '!'],
    ['2026-04-01', '✓'],
  ])('finds a certificate until %s %s', async (day, mark) => {
    const pem = await aCertificate(PEER_KEYS.privateKey, until(day));
    expect(check({ [SERIAL]: pem })[0]).toBe(mark);
  });

  it('lets one be expired where there is another', async () => {
    const pem = await aCertificate(PEER_KEYS.privateKey, until('2026-02-28'));
    expect(check({ PUB_KEY_ID_1: PEER_KEYS.publicKey, [SERIAL]: pem })).toMatch(/^✓ .*\n! has expired/);
  });
});
