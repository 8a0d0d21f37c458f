import { describe, expect, it, vi } from 'vitest';
import { METHODS, refused } from '../shared/testing/alipayAnswers.ts';
import { AlipayDoor, jsonOf, OPENID, type Platform } from '../shared/testing/alipayDoor.ts';
import { APP_KEYS, answerTo } from '../shared/testing/alipayPeer.ts';
import { T0 } from '../shared/testing/builders.ts';
import { type Answer, unsigned } from '../shared/testing/scriptedServer.ts';
import { VISITS_PER_MINUTE } from '../shared/usecases/visits/countVisit.ts';
import { SESSION_MS } from './session.ts';

const platform = vi.hoisted((): Platform => ({ services: null }));
vi.mock('../shared/platform/mainServices.ts', () => ({ mainServices: () => platform.services }));
vi.mock('../shared/platform/channelServices.ts', () => ({ channelServices: () => platform.services }));

const door = new AlipayDoor(platform);

describe('a login', () => {
  const logIn = (answer: Answer, body: unknown = { authCode: 'abc' }) => {
    door.alipay.answers(answer);
    return door.http('/alipay/session', { body });
  };
  const token = () => answerTo(METHODS.token, { open_id: OPENID, access_token: 'secret' });

  it('gives a session of the user whom Alipay names', async () => {
    const answer = await logIn(token());
    expect(answer.statusCode).toBe(200);
    const { data } = jsonOf(answer);
    expect(Object.keys(data)).toEqual(['token', 'until']);
    expect(new Date(data.until).getTime()).toBe(T0.getTime() + SESSION_MS);
    expect(answer.body).not.toMatch(/openid-1|secret/);
    const headers = { authorization: `Bearer ${data.token}` };
    expect(jsonOf(await door.call('account', { action: 'view' }, headers))).toMatchObject({ ok: true });
  });

  it.each<[string, Answer, number, string]>([
    [
      'a code that is not good',
      unsigned(200, { error_response: { code: '40002', sub_code: 'isv.code-invalid' } }),
      401,
      'NOT_SIGNED_IN',
    ],
    ['an answer that nobody has signed', unsigned(200, { x_response: {} }), 200, 'CHANNEL_UNAVAILABLE'],
    [
      'an answer signed by another',
      answerTo(METHODS.token, { open_id: OPENID }, APP_KEYS.privateKey),
      200,
      'CHANNEL_UNAVAILABLE',
    ],
    ['no answer', 'hang up', 200, 'CHANNEL_UNAVAILABLE'],
    ['a refusal of our key', refused('token', 'isv.invalid-signature', '40002'), 200, 'CHANNEL_UNAVAILABLE'],
  ])('is refused with %s', async (_what, answer, statusCode, code) => {
    const refusal = await logIn(answer);
    expect(refusal.statusCode).toBe(statusCode);
    expect(jsonOf(refusal)).toMatchObject({ ok: false, error: { code } });
  });

  it('that is refused for what is configured here raises the alarm', async () => {
    await logIn(refused('token', 'isv.invalid-app-id', '40002'));
    expect(door.world.alarms).toMatchObject([
      { event: 'channelMisconfigured', fields: { call: 'login', answer: 'isv.invalid-app-id' } },
    ]);
  });

  it.each([{}, { authCode: 7 }, { authCode: 'abc', openid: 'openid-2' }, [], null, 'no JSON', ''])(
    'with %j is no login, and Alipay is not asked',
    async (body) => {
      const refusal = await logIn(token(), body);
      expect(refusal.statusCode).toBe(400);
      expect(jsonOf(refusal).error.code).toBe('INVALID_INPUT');
      expect(door.alipay.asked).toEqual([]);
    },
  );

  it('is counted with the calls of its user', async () => {
    for (let visit = 0; visit < VISITS_PER_MINUTE; visit++) await logIn(token());
    expect((await logIn(token())).statusCode).toBe(429);
  });

  it('does not exist where the merchant does not offer Alipay', async () => {
    vi.stubEnv('ALIPAY_APP_ID', '');
    expect(jsonOf(await logIn(token())).error.code).toBe('CHANNEL_UNAVAILABLE');
    expect(door.alipay.asked).toEqual([]);
  });
});
