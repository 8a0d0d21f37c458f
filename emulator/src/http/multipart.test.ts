import { describe, expect, test } from 'vitest';
import { parseMultipart } from './multipart.ts';

const type = 'multipart/form-data; boundary=b1';
const part = (name: string, content: string) =>
  `--b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;

describe('a multipart body', () => {
  test('is its parts by name: text, and bytes as they are', () => {
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45]);
    const body = Buffer.concat([
      Buffer.from(part('action', 'wx.openApi') + part('requestData', '').slice(0, -2)),
      bytes,
      Buffer.from('\r\n--b1--\r\n'),
    ]);
    expect(parseMultipart(body, type)).toEqual({ action: 'wx.openApi', requestData: bytes });
  });

  test('may hold empty parts, and its boundary may be quoted', () => {
    const body = Buffer.from(`${part('a', '')}${part('b', 'x')}--b1--`);
    expect(parseMultipart(body, 'multipart/form-data; boundary="b1"')).toEqual({ a: '', b: 'x' });
  });

  test.each([
    ['no boundary', 'multipart/form-data', part('a', 'x')],
    ['a part without a name', type, '--b1\r\n\r\nx\r\n--b1--'],
  ])('with %s is refused', (_what, contentType, body) => {
    expect(() => parseMultipart(Buffer.from(body), contentType)).toThrow('malformed');
  });
});
