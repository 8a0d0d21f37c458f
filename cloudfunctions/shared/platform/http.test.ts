import { describe, expect, it } from 'vitest';
import { CallbackRefused } from '../channels/channel.ts';
import { readHttpEvent } from './http.ts';

const event = {
  path: '/wechatpay/callback',
  httpMethod: 'POST',
  headers: { 'Wechatpay-Serial': 'S1', 'content-type': 'application/json' },
  queryStringParameters: {},
  body: '{"a":"后付"}',
  isBase64Encoded: false,
};

describe('an HTTP event', () => {
  it('gives headers in lower case and the body as it came', () => {
    expect(readHttpEvent(event)).toEqual({
      method: 'POST',
      path: '/wechatpay/callback',
      headers: { 'wechatpay-serial': 'S1', 'content-type': 'application/json' },
      rawBody: '{"a":"后付"}',
    });
  });

  it('gives the body behind its base64', () => {
    const body = Buffer.from(event.body).toString('base64');
    expect(readHttpEvent({ ...event, body, isBase64Encoded: true }).rawBody).toBe(event.body);
  });

  it('keeps every byte of the body: spaces, line ends, order', () => {
    const body = '{ "b" : 1,\r\n"a":2 }\n';
    expect(readHttpEvent({ ...event, body }).rawBody).toBe(body);
  });

  it('may have no body', () => {
    const { body: _, isBase64Encoded: __, ...rest } = event;
    expect(readHttpEvent(rest).rawBody).toBe('');
  });

  it.each([undefined, null, 'text', {}, { headers: null }, { headers: { a: 1 } }, { headers: {}, body: {} }])(
    'is not %j, which is refused',
    (other) => {
      expect(() => readHttpEvent(other)).toThrow(CallbackRefused);
    },
  );
});
