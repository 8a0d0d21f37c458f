import { describe, expect, test } from 'vitest';
import { httpAnswer } from './http-answer.ts';

const shown = (result: unknown) => {
  const { status, headers, body } = httpAnswer(JSON.stringify(result));
  return { status, type: headers['content-type'], body: body.toString(), length: headers['content-length'] };
};

describe('a result becomes an HTTP answer', () => {
  test.each([
    ['hé', 'text/plain; charset=utf-8', 'hé', 3],
    [5, 'text/plain; charset=utf-8', '5', 1],
    [{ a: 1 }, 'application/json; charset=utf-8', '{"a":1}', 7],
    [[1], 'application/json; charset=utf-8', '[1]', 3],
    [null, 'application/json; charset=utf-8', '', 0],
  ])('from %j', (result, type, body, length) => {
    expect(shown(result)).toEqual({ status: 200, type, body, length });
  });

  test('from an integration response', () => {
    expect(shown({ statusCode: 204 })).toMatchObject({ status: 204, body: '', length: 0 });
    expect(shown({ statusCode: 200, body: { a: 1 } })).toMatchObject({ body: '{"a":1}' });
    expect(shown({ statusCode: 200, body: 'aGk=', isBase64Encoded: true })).toMatchObject({
      body: 'hi',
      length: 2,
    });
  });

  test('with its headers, but not those that frame the message', () => {
    const headers = {
      'Content-Type': 'text/x',
      'Content-Length': '999',
      'Transfer-Encoding': 'chunked',
      'Set-Cookie': ['a', 'b'],
    };
    expect(httpAnswer(JSON.stringify({ statusCode: 200, headers, body: 'x' })).headers).toEqual({
      'content-type': 'text/x',
      'set-cookie': ['a', 'b'],
      'content-length': 1,
    });
  });

  test.each([99, 600, 1.5])('with status %d only if it is one', (statusCode) => {
    expect(shown({ statusCode })).toMatchObject({ status: 500 });
  });
});
