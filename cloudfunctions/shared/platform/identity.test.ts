import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buyerIdOf, orderIdOf, requestHashOf, textHashOf } from './identity.ts';

beforeEach(() => {
  process.env['HOUFU_IDENTITY_KEY'] = 'a key for tests';
});

afterEach(() => {
  delete process.env['HOUFU_IDENTITY_KEY'];
});

describe('the pseudonym of a buyer', () => {
  it('is always the same, tells nothing of the openid, and fits into a path', () => {
    expect(buyerIdOf('wechatpay', 'openid-1')).toBe(buyerIdOf('wechatpay', 'openid-1'));
    expect(buyerIdOf('wechatpay', 'openid-1')).toMatch(/^[0-9A-Za-z_-]{24}$/);
    expect(buyerIdOf('wechatpay', 'openid-1')).not.toContain('openid');
  });

  it('differs by buyer, by channel and by key', () => {
    const before = buyerIdOf('wechatpay', 'openid-1');
    expect(buyerIdOf('alipay', 'openid-1')).not.toBe(before);
    expect(buyerIdOf('wechatpay', 'openid-2')).not.toBe(before);
    process.env['HOUFU_IDENTITY_KEY'] = 'another key';
    expect(buyerIdOf('wechatpay', 'openid-1')).not.toBe(before);
  });

  it.each([undefined, ''])('cannot be made without a key (%j), and the variable is named', (key) => {
    if (key === undefined) delete process.env['HOUFU_IDENTITY_KEY'];
    else process.env['HOUFU_IDENTITY_KEY'] = key;
    expect(() => buyerIdOf('wechatpay', 'openid-1')).toThrow('HOUFU_IDENTITY_KEY');
    expect(() => requestHashOf({})).toThrow('HOUFU_IDENTITY_KEY');
  });
});

describe('the number of an order', () => {
  it('is the same for the same buyer and request, and fits the channel', () => {
    expect(orderIdOf('buyer', 'request-1')).toBe(orderIdOf('buyer', 'request-1'));
    expect(orderIdOf('buyer', 'request-1')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('differs by buyer and by request', () => {
    const ids = [orderIdOf('a', 'request-1'), orderIdOf('a', 'request-2'), orderIdOf('b', 'request-1')];
    expect(new Set(ids).size).toBe(3);
  });

  it('does not depend on where one part ends and the other begins', () => {
    expect(orderIdOf('ab', 'c')).not.toBe(orderIdOf('a', 'bc'));
  });
});

describe('the fingerprint of a request', () => {
  const request = { items: [{ productId: 'a', quantity: 1 }], delivery: { phone: '13800000000' } };

  it('tells requests apart and gives nothing of them away', () => {
    expect(requestHashOf(request)).toBe(requestHashOf(structuredClone(request)));
    expect(requestHashOf({ ...request, items: [] })).not.toBe(requestHashOf(request));
    expect(requestHashOf(request)).not.toContain('13800000000');
  });

  it('cannot be made without the key', () => {
    const before = requestHashOf(request);
    process.env['HOUFU_IDENTITY_KEY'] = 'another key';
    expect(requestHashOf(request)).not.toBe(before);
  });
});

it('the hash of a text is its SHA-256', () => {
  expect(textHashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
