import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../shared/platform/http.ts';
import { allowedOrigins, isStrangePage, readableFor } from './cors.ts';

const from = (origin?: string): HttpRequest => ({
  method: 'POST',
  path: '/alipay/session',
  headers: origin === undefined ? {} : { origin },
  rawBody: '',
});
const ALLOWED = ['https://shop.cn', 'http://localhost:8080'];

describe('the pages that may call', () => {
  it('are those of a list, however it is written', () => {
    expect(allowedOrigins(' https://Shop.cn/ ,http://localhost:8080,, ')).toEqual(ALLOWED);
    for (const none of [undefined, '', ' , ']) expect(allowedOrigins(none)).toEqual([]);
  });

  it.each(['https://shop.cn', 'HTTPS://SHOP.CN', 'http://localhost:8080'])('are %s', (origin) => {
    expect(isStrangePage(from(origin), ALLOWED)).toBe(false);
  });

  it.each([
    'https://shop.cn.evil.cn',
    'https://evil.cn/https://shop.cn',
    'http://shop.cn',
    'https://shop.cn:8443',
    'https://www.shop.cn',
    'null',
    '*',
    '',
  ])('are not %j', (origin) => {
    expect(isStrangePage(from(origin), ALLOWED)).toBe(true);
    expect(isStrangePage(from(origin), [])).toBe(true);
  });

  it('may be none: a mini-program names no origin', () => {
    expect(isStrangePage(from(), [])).toBe(false);
  });
});

describe('an answer', () => {
  it('may be read by the page that asked, and by no other', () => {
    const answer = readableFor(from('https://shop.cn'), { statusCode: 200, headers: { a: 'b' }, body: 'c' });
    expect(answer).toEqual({
      statusCode: 200,
      headers: { a: 'b', 'access-control-allow-origin': 'https://shop.cn', vary: 'Origin' },
      body: 'c',
    });
  });

  it('to who is no page names none, and is kept apart from those that do', () => {
    expect(readableFor(from(), { statusCode: 200 }).headers).toEqual({ vary: 'Origin' });
  });
});
