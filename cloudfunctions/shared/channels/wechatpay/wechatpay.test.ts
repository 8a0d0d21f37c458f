import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallKind } from '../../domain/order/attempt.ts';
import { anOrder, ORDER } from '../../testing/builders.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import { ScriptedServer, unsigned, withHeaders } from '../../testing/scriptedServer.ts';
import { aWechatpayConfig, PARTIES, signed, wechatpayEnvironment } from '../../testing/wechatpayPeer.ts';
import type { Channel } from '../channel.ts';
import type { WechatpayConfig } from './config.ts';
import { openWechatpay, wechatpayChannel } from './wechatpay.ts';

const server = new ScriptedServer();
const stranger = aKeyPair();
let baseUrl: string;
let channel: Channel;

beforeAll(async () => {
  baseUrl = await server.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  channel = wechatpayChannel(aWechatpayConfig({ baseUrl }));
});

const names = { ...PARTIES, out_order_no: ORDER, order_id: 'wx-1' };
const running = { ...names, state: 'DOING', state_description: 'USER_CONFIRM' };
const collecting = {
  ...names,
  state: 'DOING',
  state_description: 'MCH_COMPLETE',
  total_amount: 16_800,
  collection: { state: 'USER_PAYING', total_amount: 16_800 },
};
const paid = {
  ...collecting,
  state: 'DONE',
  collection: {
    state: 'USER_PAID',
    total_amount: 16_800,
    paid_amount: 16_800,
    details: [{ transaction_id: 'tx-1', paid_time: '20260301100000' }],
  },
};
const UNEXPECTED = { kind: 'unknown', cause: 'unexpected answer' };
const KINDS = ['create', 'cancel', 'complete', 'modify', 'collectAgain', 'paidElsewhere'] as const;
const send = (kind: Exclude<CallKind, 'refund'>) =>
  channel.send(
    kind,
    { orderId: ORDER, path: `/v3/payscore/${kind}`, body: '{"a":1}', withPayerId: kind === 'create' },
    anOrder(),
    { openid: 'openid-1' },
  );

describe('what this channel can', () => {
  const can = (changes: Partial<WechatpayConfig>) => wechatpayChannel(aWechatpayConfig(changes)).can;

  it('follows from what was granted', () => {
    expect(
      can({ mode: 'authoriseOnce', payEndpoint: true, prepaidMessage: true, riskCapFen: 50_000 }),
    ).toEqual({
      authorisesOnce: true,
      knowsUnconfirmed: true,
      confirmingAgrees: false,
      lowersAmount: true,
      collectsAgain: true,
      notesPaidElsewhere: true,
      endsAuthorisation: true,
      announcesCharge: true,
      buyersInWechat: true,
      maxOrderFen: 50_000,
    });
    expect(
      can({ mode: 'confirmEach', payEndpoint: false, prepaidMessage: false, riskCapFen: null }),
    ).toMatchObject({
      authorisesOnce: false,
      knowsUnconfirmed: true,
      confirmingAgrees: false,
      collectsAgain: false,
      endsAuthorisation: false,
      announcesCharge: false,
      maxOrderFen: null,
    });
  });

  it('is read from the environment', () => {
    const environment = wechatpayEnvironment({ WECHATPAY_MODE: 'confirmEach' });
    expect(openWechatpay(environment).can.authorisesOnce).toBe(false);
  });
});

describe('a signed answer', () => {
  it('tells how an order stands', async () => {
    server.answers(signed(200, running));
    expect(await channel.query(anOrder())).toMatchObject({
      kind: 'facts',
      facts: { stage: 'running' },
      confirmView: null,
    });
    const { method, url = '' } = server.asked[0] ?? {};
    const { pathname, searchParams } = new URL(url, 'http://x');
    expect([method, pathname]).toEqual(['GET', '/v3/payscore/serviceorder']);
    expect(Object.fromEntries(searchParams)).toEqual({
      service_id: PARTIES.service_id,
      appid: PARTIES.appid,
      out_order_no: ORDER,
    });
  });

  it.each([
    ['create', running, 'running'],
    ['complete', collecting, 'collecting'],
    ['modify', collecting, 'collecting'],
    ['paidElsewhere', paid, 'paid'],
  ] as const)('to %s is the fact how the order stands now', async (kind, content, stage) => {
    server.answers(signed(200, content));
    expect(await send(kind)).toMatchObject({ kind: 'facts', facts: { orderId: ORDER, stage } });
    expect(server.asked).toHaveLength(1);
  });

  it('to a creation that the buyer must confirm carries the page for it', async () => {
    channel = wechatpayChannel(aWechatpayConfig({ baseUrl, mode: 'confirmEach' }));
    server.answers(signed(200, { ...names, state: 'CREATED', package: 'pkg' }));
    expect(await send('create')).toMatchObject({
      facts: { stage: 'awaitingBuyer' },
      confirmView: { businessType: 'wxpayScoreUse', extraData: { package: 'pkg' } },
    });
  });

  it('to a creation that would still have to be confirmed by one who has authorised is a decline', async () => {
    server.answers(signed(200, { ...names, state: 'CREATED', package: 'pkg' }));
    expect(await send('create')).toMatchObject({ kind: 'facts', facts: { stage: 'declined' } });
  });

  it('to a cancellation names only the order, which is the fact that it is closed', async () => {
    server.answers(signed(200, names));
    expect(await send('cancel')).toMatchObject({ kind: 'facts', facts: { orderId: ORDER, stage: 'closed' } });
  });

  it('to a try to collect says nothing of money: the order is asked', async () => {
    server.answers(signed(200, names), signed(200, paid));
    expect(await send('collectAgain')).toMatchObject({ kind: 'facts', facts: { stage: 'paid' } });
    expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'GET']);
    server.answers(signed(200, names), signed(500, {}));
    expect(await send('collectAgain')).toEqual({ kind: 'unknown', cause: '500' });
  });
});

describe('a refusal', () => {
  it.each([400, 403])(
    'with the status %d has its code, its number, and says who signed it',
    async (status) => {
      const headers = { 'Request-Id': '08F78BB5AF-271316592' };
      const refusal = { code: 'INVALID_REQUEST', message: '当前订单状态不满足撤销条件' };
      for (const kind of KINDS) {
        server.answers(withHeaders(signed(status, refusal), headers));
        const code = 'INVALID_REQUEST-271316592';
        expect(await send(kind)).toEqual({ kind: 'refused', code, signed: true });
        server.answers(withHeaders(unsigned(status, refusal), headers));
        expect(await send(kind)).toEqual({ kind: 'refused', code, signed: false });
      }
    },
  );

  it.each([
    [401, 'SIGN_ERROR'],
    [403, 'NO_AUTH'],
  ])('with %d %s is about what is configured here', async (status, code) => {
    server.answers(signed(status, { code }), unsigned(status, { code }));
    const misconfigured = true;
    expect(await send('create')).toEqual({ kind: 'refused', code, signed: true, misconfigured });
    expect(await send('create')).toEqual({ kind: 'refused', code, signed: false, misconfigured });
  });

  it.each(['ORDER_NOT_EXIST', 'ORDER_NOT_ EXIST', 'RESOURCE_NOT_EXISTS'])(
    'with 404 and %s says that there is no such order',
    async (code) => {
      server.answers(signed(404, { code }), unsigned(404, { code }));
      expect(await channel.query(anOrder())).toEqual({ kind: 'notFound', signed: true });
      expect(await channel.query(anOrder())).toEqual({ kind: 'notFound', signed: false });
    },
  );

  it('with 404 for another reason says nothing about the order', async () => {
    server.answers(signed(404, { code: 'NOT_FOUND' }), unsigned(404, '<html>'));
    expect(await channel.query(anOrder())).toEqual({ kind: 'refused', code: 'NOT_FOUND', signed: true });
    expect(await channel.query(anOrder())).toEqual({ kind: 'refused', code: '404', signed: false });
  });

  it('because a debit is running says nothing yet', async () => {
    const headers = { 'Request-Id': 'x-271316754' };
    for (const answer of [signed, unsigned]) {
      server.answers(withHeaders(answer(400, { code: 'INVALID_REQUEST' }), headers));
      expect(await send('cancel')).toEqual({ kind: 'unknown', cause: 'INVALID_REQUEST-271316754' });
    }
  });
});

describe('an answer proves nothing', () => {
  it.each([429, 500, 502, 503])('with the status %d, signed or not', async (status) => {
    for (const kind of KINDS) {
      server.answers(signed(status, { code: 'SYSTEM_ERROR' }));
      expect(await send(kind)).toEqual({ kind: 'unknown', cause: 'SYSTEM_ERROR' });
      server.answers(unsigned(status, { code: 'SYSTEM_ERROR' }));
      expect((await send(kind)).kind).toBe('unknown');
    }
  });

  it.each([
    ['that nobody has signed', unsigned(200, paid)],
    ['that a stranger has signed', signed(200, paid, stranger.privateKey)],
    ['about another order', signed(200, { ...paid, out_order_no: 'b'.repeat(32) })],
    ['to another merchant', signed(200, { ...paid, mchid: '1900000002' })],
    ['about another app', signed(200, { ...paid, appid: 'wx0000000000000002' })],
    ['about another service', signed(200, { ...paid, service_id: '2' })],
    ['without the channel’s number', signed(200, { ...paid, order_id: 7 })],
    ['that is empty', signed(200, {})],
    ['without a body', signed(204, '')],
  ])('%s', async (_what, answer) => {
    for (const kind of KINDS) {
      server.answers(answer);
      expect((await send(kind)).kind).toBe('unknown');
    }
    expect((await channel.query(anOrder())).kind).toBe('unknown');
  });

  it('in a state that is not documented', async () => {
    server.answers(signed(200, { ...paid, state: 'LOST' }));
    for (const kind of KINDS.filter((one) => one !== 'cancel')) expect(await send(kind)).toEqual(UNEXPECTED);
    expect(await channel.query(anOrder())).toEqual(UNEXPECTED);
  });
});

describe('a request', () => {
  it('carries the payer only where it says so', async () => {
    server.answers(signed(200, running));
    await send('create');
    await send('cancel');
    expect(server.asked.map(({ body }) => body)).toEqual(['{"a":1,"openid":"openid-1"}', '{"a":1}']);
  });

  it('that failed leaves nothing of itself in the cause', async () => {
    server.answers(unsigned(200, running));
    expect(JSON.stringify(await send('create'))).not.toMatch(/openid|BEGIN|signature/);
  });
});
