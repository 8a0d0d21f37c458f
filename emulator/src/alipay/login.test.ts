import { expect, test } from 'vitest';

import { minuteMs } from '../channels/times.ts';
import { startAlipay } from './testing/harness.ts';
import { isAlipays, postRaw, signedRequest } from './testing/raw.ts';
import { openId } from './testing/requests.ts';

async function startLogin() {
  const standIn = await startAlipay();
  const { environment } = standIn;
  const exchange = (code: string, changed: Record<string, string> = {}) => {
    const own = { grant_type: 'authorization_code', code, ...changed };
    const method = 'alipay.system.oauth.token';
    return postRaw(environment, signedRequest(environment, { method, biz_content: undefined, ...own }));
  };
  const { authCode } = (await standIn.control('auth-codes', { openId })).data;
  return { standIn, environment, exchange, authCode: String(authCode) };
}

test('a code says who the user is, and its answer has no code of success', async () => {
  const { environment, exchange, authCode } = await startLogin();
  const answer = await exchange(authCode);
  expect(answer.name).toBe('alipay_system_oauth_token_response');
  expect(answer.fields).toEqual({
    access_token: expect.any(String),
    auth_start: '2026-01-05 12:00:00',
    expires_in: 1_296_000,
    open_id: openId,
    re_expires_in: 2_592_000,
    refresh_token: expect.any(String),
  });
  expect(isAlipays(environment, answer)).toBe(true);
});

test('a code is good once', async () => {
  const { exchange, authCode } = await startLogin();
  await exchange(authCode);
  const again = await exchange(authCode);
  expect(again).toMatchObject({ name: 'error_response', sign: undefined });
  expect(again.fields).toMatchObject({ code: '40002', sub_code: 'isv.code-invalid' });
});

test('a code is good for three minutes', async () => {
  const { standIn, exchange, authCode } = await startLogin();
  await standIn.advance(3 * minuteMs);
  expect((await exchange(authCode)).fields.sub_code).toBe('isv.code-invalid');
});

test.each([
  ['a code that was never given', 'nothing', {}, 'isv.code-invalid'],
  ['no code', '', {}, 'isv.invalid-parameter'],
  ['another way of granting', 'nothing', { grant_type: 'refresh_token' }, 'isv.invalid-parameter'],
])('%s is refused', async (_, code, changed, sub_code) => {
  const { exchange } = await startLogin();
  expect((await exchange(code, changed)).fields.sub_code).toBe(sub_code);
});

test('codes that are long over are forgotten', async () => {
  const { standIn } = await startLogin();
  await standIn.advance(10 * minuteMs);
  await standIn.control('auth-codes', { openId });
  expect((await standIn.control('state')).data.authCodes).toHaveLength(1);
});
