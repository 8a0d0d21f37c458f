import { describe, expect, it } from 'vitest';
import { ERROR_MESSAGES } from '../shared/contract/errors.ts';
import type { ErrorCode } from '../shared/domain/errorCode.ts';
import { answered, refused } from './answers.ts';

describe('an answer', () => {
  it('is what the functions answer to WeChat, and kept by nobody on the way', () => {
    expect(answered({ ok: true, data: { at: new Date(0), text: '后付' } })).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: '{"ok":true,"data":{"at":"1970-01-01T00:00:00.000Z","text":"后付"}}',
    });
  });

  const OWN = new Map<string, number>([
    ['INVALID_INPUT', 400],
    ['NOT_SIGNED_IN', 401],
    ['FORBIDDEN', 403],
    ['TOO_MANY_REQUESTS', 429],
    ['INTERNAL', 500],
  ]);
  const codes = Object.keys(ERROR_MESSAGES).filter((code): code is ErrorCode => code in ERROR_MESSAGES);

  it.each(codes)(
    'that is the refusal %s has its words, and a status of its own only about the call',
    (code) => {
      const { statusCode, body } = refused(code);
      expect(statusCode).toBe(OWN.get(code) ?? 200);
      expect(JSON.parse(body ?? '')).toEqual({ ok: false, error: { code, message: ERROR_MESSAGES[code] } });
    },
  );
});
