import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS, refused } from '../../testing/alipayAnswers.ts';
import { alipayEnvironment, answerTo, named, requestAt, SUCCESS } from '../../testing/alipayPeer.ts';
import { type Answer, ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import { logInAt, loginInput } from './login.ts';

const server = new ScriptedServer();
let environment: Record<string, string | undefined>;
beforeAll(async () => {
  environment = alipayEnvironment({ ALIPAY_GATEWAY: `${await server.start()}/gateway.do` });
});
afterAll(() => server.stop());

const AUTH_CODE = '4b203fe6c11548bcabd8da5bb087a83b';
const TOKENS = { access_token: 'secret', expires_in: '1296000', refresh_token: 'secret', re_expires_in: '1' };
const logIn = (answer: Answer) => {
  server.answers(answer);
  return logInAt(environment, { authCode: AUTH_CODE });
};
const token = (content: object) => answerTo(METHODS.token, { ...TOKENS, ...content });
const error = (sub_code: string) => ({ code: '40002', msg: 'Invalid Arguments', sub_code });

describe('a login', () => {
  it('asks Alipay whose one-time code it is', async () => {
    expect(await logIn(token({ open_id: 'openid-1' }))).toEqual({ kind: 'user', openid: 'openid-1' });
    const { method, parameters } = requestAt(server, 0);
    expect(method).toBe('alipay.system.oauth.token');
    expect(parameters).toMatchObject({ grant_type: 'authorization_code', code: AUTH_CODE });
    expect(parameters).not.toHaveProperty('biz_content');
  });

  it('knows the user by the name that the app was set to', async () => {
    const user_id = '2088000000000001';
    expect(await logIn(token({ user_id }))).toEqual({ kind: 'user', openid: user_id });
    expect(await logIn(token({ user_id, open_id: 'openid-1' }))).toMatchObject({ openid: 'openid-1' });
  });

  it.each([
    ['without a signature, as mostly', unsigned(200, { error_response: error('isv.code-invalid') })],
    ['with one', named('error_response', error('isv.code-invalid'))],
    ['as an answer', refused('token', 'isv.code-invalid', '40002')],
  ])('with a code that is not good is told so: %s', async (_how, answer) => {
    expect(await logIn(answer)).toEqual({ kind: 'badCode' });
  });

  it.each([
    [
      'by nobody’s signature',
      unsigned(200, { alipay_system_oauth_token_response: { open_id: 'x' } }),
      'UNSIGNED',
    ],
    [
      'of another app',
      unsigned(200, { error_response: error('isv.invalid-app-id') }),
      'UNSIGNED isv.invalid-app-id',
    ],
    [
      'that is broken',
      named('error_response', { code: '20000', sub_code: 'isp.unknow-error' }),
      'isp.unknow-error',
    ],
    ['that names nobody', token({}), 'unexpected answer'],
    ['that names nobody twice', token({ open_id: '', user_id: '' }), 'unexpected answer'],
    ['that says it is a success, and nothing else', answerTo(METHODS.token, SUCCESS), 'unexpected answer'],
    ['that never comes', 'hang up', 'UND_ERR_SOCKET'],
  ] as const)('%s lets nobody in', async (_what, answer, cause) => {
    expect(await logIn(answer)).toEqual({ kind: 'unknown', cause });
  });

  it('that is refused for what is configured here says so', async () => {
    expect(await logIn(named('error_response', error('isv.invalid-signature')))).toMatchObject({
      kind: 'refused',
      misconfigured: true,
    });
  });

  it('does not exist where the merchant does not offer Alipay', async () => {
    await expect(logInAt({}, { authCode: AUTH_CODE })).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
  });

  it('is asked for with a code and nothing else', () => {
    const good = (input: unknown) => v.safeParse(loginInput, input).success;
    expect(good({ authCode: AUTH_CODE })).toBe(true);
    for (const input of [
      {},
      { authCode: '' },
      { authCode: 'a b' },
      { authCode: 'a'.repeat(65) },
      { authCode: 7 },
    ])
      expect(good(input)).toBe(false);
    expect(good({ authCode: AUTH_CODE, openid: 'openid-1' })).toBe(false);
  });
});
