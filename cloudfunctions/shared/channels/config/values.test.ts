import { describe, expect, it } from 'vitest';
import { apiOrigin, callbackUrl, fen, MAX_URL, matching, oneOf, onOff, secureUrl, Unfit } from './values.ts';

const unfit = (read: () => unknown) => expect(read).toThrow(Unfit);

describe('a value', () => {
  it('has its form', () => {
    expect(matching(/^\d$/, 'must be a digit')('1')).toBe('1');
    expect(oneOf('a', 'b')('b')).toBe('b');
    expect(onOff('on')).toBe(true);
    expect(onOff('off')).toBe(false);
    expect(fen('50000')).toBe(50_000);
    unfit(() => matching(/^\d$/, 'must be a digit')('x'));
    unfit(() => oneOf('a')('A'));
    unfit(() => onOff('true'));
    for (const text of ['0', '1.5', '-1', '1e3', '¥1']) unfit(() => fen(text));
  });

  it('that is wrong is not repeated in what is said of it', () => {
    for (const read of [oneOf('a'), matching(/^\d$/, 'must be a digit'), callbackUrl, apiOrigin, fen])
      expect(() => read('secret-value')).toThrow(expect.not.stringContaining('secret-value'));
  });
});

describe('an address', () => {
  it('is safe on the way, or of this machine', () => {
    expect(secureUrl('https://shop.cn/x').href).toBe('https://shop.cn/x');
    expect(secureUrl('http://127.0.0.1:1/x').port).toBe('1');
    unfit(() => secureUrl('http://shop.cn'));
    unfit(() => secureUrl('http://127.0.0.1.shop.cn'));
    unfit(() => secureUrl('ftp://localhost'));
    unfit(() => secureUrl('shop.cn'));
  });

  it('of a host has no path', () => {
    expect(apiOrigin('https://shop.cn/')).toBe('https://shop.cn');
    unfit(() => apiOrigin('https://shop.cn/x'));
  });

  it('for callbacks can be reached from outside, and takes no parameters', () => {
    const longest = 'https://shop.cn/'.padEnd(MAX_URL, 'x');
    expect(callbackUrl(longest)).toBe(longest);
    for (const text of [
      `${longest}x`,
      'https://shop.cn/',
      'https://shop.cn/x?',
      'https://shop.cn/x#',
      'https://shop.cn:444/x',
      'https://me@shop.cn/x',
      'https://10.0.0.1/x',
      'https://shop.local/x',
      'http://shop.cn/x',
    ])
      unfit(() => callbackUrl(text));
  });
});
