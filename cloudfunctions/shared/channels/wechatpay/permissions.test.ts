import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import { aWechatpayConfig, PARTIES, signed } from '../../testing/wechatpayPeer.ts';
import type { AgreementOf, Channel } from '../channel.ts';
import { wechatpayChannel } from './wechatpay.ts';

const server = new ScriptedServer();
let channel: Channel;
beforeAll(async () => {
  channel = wechatpayChannel(aWechatpayConfig({ baseUrl: await server.start() }));
});
afterAll(() => server.stop());

const { appid, service_id } = PARTIES;
const BUYER: AgreementOf = { openid: 'o-1', code: 'code-1' };
const PAGE: AgreementOf = { openid: null, code: 'code-1' };
const standing = (state: string, changes: object = {}) => ({
  ...PARTIES,
  openid: 'o-1',
  authorization_code: 'code-1',
  authorization_state: state,
  ...changes,
});

describe('an authorisation', () => {
  it('begins with a page', async () => {
    server.answers(signed(200, { apply_permissions_token: 'token-1' }));
    expect(await channel.startAuthorisation('code-1')).toEqual({
      kind: 'view',
      view: {
        businessType: 'wxpayScoreEnable',
        extraData: { apply_permissions_token: 'token-1' },
      },
    });
    expect(server.asked[0]).toMatchObject({ method: 'POST', url: '/v3/payscore/permissions' });
    expect(server.bodyAt(0)).toEqual({
      service_id,
      appid,
      authorization_code: 'code-1',
      notify_url: 'https://houfu.service.tcloudbase.com/wechatpay/callback',
    });
  });

  it.each([
    ['not signed', unsigned(200, { apply_permissions_token: 'token-1' }), { kind: 'unknown' }],
    [
      'a refusal',
      signed(403, { code: 'NO_AUTH', apply_permissions_token: 'token-1' }),
      { kind: 'refused', code: 'NO_AUTH', misconfigured: true },
    ],
    ['empty', signed(200, {}), { kind: 'unknown' }],
  ])('has no page if the answer is %s', async (_what, answer, outcome) => {
    server.answers(answer);
    expect(await channel.startAuthorisation('code-1')).toMatchObject(outcome);
  });
});

describe('whether somebody has authorised', () => {
  it.each([
    [BUYER, `/v3/payscore/permissions/openid/o-1?service_id=${service_id}&appid=${appid}`],
    [PAGE, `/v3/payscore/permissions/authorization-code/code-1?service_id=${service_id}`],
  ])('is asked of %j', async (whose, url) => {
    server.answers(signed(200, standing('AVAILABLE')));
    expect(await channel.queryAuthorisation(whose)).toEqual({ kind: 'state', state: 'active' });
    expect(server.asked[0]).toMatchObject({ method: 'GET', url });
  });

  it.each([
    [200, standing('UNAVAILABLE'), { kind: 'state', state: 'ended' }],
    [200, standing('UNBINDUSER'), { kind: 'state', state: 'never' }],
    [404, { code: 'ORDER_NOT_EXIST' }, { kind: 'state', state: 'never' }],
    [404, { code: 'NOT_FOUND' }, { kind: 'refused', code: 'NOT_FOUND', signed: true }],
    [400, { code: 'PARAM_ERROR' }, { kind: 'refused', code: 'PARAM_ERROR', signed: true }],
    [500, { code: 'SYSTEM_ERROR' }, { kind: 'unknown', cause: 'SYSTEM_ERROR' }],
    [200, {}, { kind: 'unknown', cause: 'unexpected answer' }],
    [200, standing('PERHAPS'), { kind: 'unknown', cause: 'unexpected answer' }],
    [
      200,
      standing('AVAILABLE', { openid: 'o-2', authorization_code: 'code-2' }),
      { kind: 'unknown', cause: 'unexpected answer' },
    ],
    [200, standing('AVAILABLE', { service_id: '1' }), { kind: 'unknown', cause: 'unexpected answer' }],
  ])('with %d %j is %j', async (status, content, expected) => {
    for (const whose of [BUYER, PAGE]) {
      server.answers(signed(status, content));
      expect(await channel.queryAuthorisation(whose)).toEqual(expected);
    }
  });

  it('is answered "never" without a signature too, and "active" not', async () => {
    server.answers(unsigned(404, { code: 'ORDER_NOT_EXIST' }), unsigned(200, standing('AVAILABLE')));
    expect(await channel.queryAuthorisation(BUYER)).toEqual({ kind: 'state', state: 'never' });
    expect((await channel.queryAuthorisation(BUYER)).kind).toBe('unknown');
  });
});

describe('to end an authorisation', () => {
  const end = (whose = BUYER) => channel.endAuthorisation(whose, '长'.repeat(51));
  const reason = `${'长'.repeat(49)}…`;

  it.each([
    [BUYER, '/v3/payscore/permissions/openid/o-1/terminate', { service_id, appid, reason }],
    [PAGE, '/v3/payscore/permissions/authorization-code/code-1/terminate', { service_id, reason }],
  ])('is asked for %j, and done when WeChat Pay signs an empty answer', async (whose, url, body) => {
    server.answers(signed(204, ''));
    expect(await end(whose)).toBe('ended');
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatchObject({ method: 'POST', url });
    expect(server.bodyAt(0)).toEqual(body);
  });

  const refused = signed(400, { code: 'INVALID_REQUEST' });
  it.each([
    ['still stands', refused, signed(200, standing('AVAILABLE')), 'refused'],
    ['has ended before', refused, signed(200, standing('UNAVAILABLE')), 'ended'],
    [
      'never was',
      signed(404, { code: 'ORDER_NOT_EXIST' }),
      signed(404, { code: 'ORDER_NOT_EXIST' }),
      'ended',
    ],
    ['is in an unknown state', refused, signed(500, {}), 'unknown'],
  ] as const)('is refused, or done, if it %s', async (_what, answer, asked, expected) => {
    server.answers(answer, asked);
    expect(await end()).toBe(expected);
  });

  it.each([
    ['that nobody has signed', unsigned(204, '')],
    ['from a broken server', signed(500, {})],
    ['that does not come', 'hang up'],
  ] as const)('is unknown after an answer %s', async (_what, answer) => {
    server.answers(answer);
    expect(await end()).toBe('unknown');
    expect(server.asked).toHaveLength(1);
  });
});
