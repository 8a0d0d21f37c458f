import { describe, expect, it } from 'vitest';
import { aKeyPair } from '../../cloudfunctions/shared/testing/keyPair.ts';
import { PEER_KEY_ID, PEER_KEYS, signedHeaders } from '../../cloudfunctions/shared/testing/wechatpayPeer.ts';
import { diagnose } from './diagnosis.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const KEYS = { [PEER_KEY_ID]: PEER_KEYS.publicKey };
const off = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const body = (code: string, message = '') => JSON.stringify({ code, message });
const NOT_FOUND = body('ORDER_NOT_EXIST', '订单不存在');

function answer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = signedHeaders(text, NOW),
) {
  const findings = diagnose({ status, headers, body: text }, KEYS, NOW);
  return Object.fromEntries(findings.map((finding) => [finding.about, `${finding.mark} ${finding.text}`]));
}

describe('the doctor, on an answer of WeChat Pay,', () => {
  it('finds everything right when the order is not found', () => {
    expect(Object.values(answer(404, NOT_FOUND)).map((text) => text[0])).toEqual(['✓', '✓', '✓', '✓']);
  });

  it('finds a key that is not configured, and believes nothing else', () => {
    const findings = answer(404, NOT_FOUND, {
      ...signedHeaders(NOT_FOUND, NOW),
      'wechatpay-serial': 'PUB_KEY_ID_9',
    });
    expect(findings['signature of the answer']).toMatch(/^✗ .*PUB_KEY_ID_9.*WECHATPAY_PUBLIC_KEYS/);
    expect(findings).not.toHaveProperty('merchant');
  });

  it('finds a signature of somebody else, and believes nothing else', () => {
    const findings = answer(404, NOT_FOUND, signedHeaders(NOT_FOUND, NOW, aKeyPair().privateKey));
    expect(findings['signature of the answer']).toMatch(/^✗ does not fit/);
    expect(findings).not.toHaveProperty('service');
  });

  it('lets a refusal be unsigned, but no success', () => {
    expect(answer(404, NOT_FOUND, {})['signature of the answer']).toMatch(/^! /);
    expect(answer(200, '{}', {})['signature of the answer']).toMatch(/^✗ /);
  });

  it.each([
    [0, '✓'],
    [60, '✓'],
    [61, '!'],
    [-300, '!'],
    [301, '✗'],
    [-301, '✗'],
  ])('finds a clock that is %d s off %s', (seconds, mark) => {
    const signed = answer(404, NOT_FOUND, signedHeaders(NOT_FOUND, off(-seconds)));
    const dated = answer(404, NOT_FOUND, { date: off(-seconds).toUTCString() });
    for (const { clock } of [signed, dated]) expect(clock?.[0]).toBe(mark);
  });

  it('says which way the clock is off', () => {
    expect(answer(404, NOT_FOUND, signedHeaders(NOT_FOUND, off(-400)))['clock']).toContain('400 s ahead');
    expect(answer(404, NOT_FOUND, signedHeaders(NOT_FOUND, off(400)))['clock']).toContain('400 s behind');
    expect(answer(404, NOT_FOUND, {})['clock']).toMatch(/^! /);
  });

  it.each([
    ['商户未设置APIv3密钥。请登录商户平台操作！', 'APIv3密钥'],
    ['商户未申请过证书。请到商户平台上申请证书授权机构颁发的证书。', '商户API证书 yet'],
    ['商户证书序列号有误。', 'WECHATPAY_MERCHANT_SERIAL is not'],
    ['商户证书已过期。', 'expired'],
    ['商户证书已作废。', 'revoked'],
    ['已更换证书，请使用新证书。', 'replaced'],
    ['商户号不存在', 'WECHATPAY_MCHID is not'],
    ['错误的签名，导致验签失败。', 'WECHATPAY_MERCHANT_KEY is not'],
  ])('explains 401 “%s”', (message, words) => {
    const { merchant, clock } = answer(401, body('SIGN_ERROR', message), { date: NOW.toUTCString() });
    expect(merchant).toMatch(/^✗ /);
    expect(merchant).toContain(words);
    expect(clock).toMatch(/^✓ /);
  });

  it('blames the clock when WeChat Pay does', () => {
    const message = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟';
    const findings = answer(401, body('SIGN_ERROR', message), {});
    expect(findings['clock']).toMatch(/^✗ /);
    expect(findings['merchant']).toMatch(/^✗ the clock/);
  });

  it('tells a merchant that is unknown from a service that was not granted', () => {
    const findings = answer(403, body('NO_AUTH', '商户没有权限'));
    expect(findings['merchant']).toMatch(/^✓ /);
    expect(findings['service']).toMatch(/^✗ .*WECHATPAY_SERVICE_ID.*NO_AUTH/);
  });

  it.each([
    [400, body('PARAM_ERROR'), 'service', '✗'],
    [404, body('RESOURCE_NOT_EXISTS'), 'service', '✗'],
    [429, body('FREQUENCY_LIMITED'), 'merchant', '!'],
    [500, body('SYSTEM_ERROR'), 'merchant', '!'],
    [502, '<html>', 'merchant', '!'],
    [200, '{}', 'service', '!'],
    [200, 'null', 'service', '!'],
  ])('answers %d %s on %s with %s', (status, text, about, mark) => {
    expect(answer(status, text)[about]?.[0]).toBe(mark);
  });

  it('hands nothing on to the terminal that could steer it', () => {
    expect(answer(400, body('PARAM_ERROR', 'a\u001b[2Jb\n✓ all is well'))['service']).toContain('a[2Jb✓');
  });
});
