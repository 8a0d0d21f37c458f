import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ORDER } from '../../testing/builders.ts';
import { aKeyPair, signedHeaders, wechatpayEnvironment } from '../../testing/wechatpayPeer.ts';
import type { Channel } from '../channel.ts';
import { openWechatpay } from './wechatpay.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let channel: Channel;
let answer: Answer | 'hang up' | 'keep silent';
let asked: Asked[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body: await text(request) });
    if (answer === 'hang up') {
      request.socket.destroy();
      return;
    }
    if (answer === 'keep silent') return;
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  channel = openWechatpay(wechatpayEnvironment({ WECHATPAY_BASE_URL: `http://127.0.0.1:${port}` }));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  asked = [];
});

function answersSigned(status: number, content: object): void {
  const body = JSON.stringify(content);
  answer = { status, body, headers: signedHeaders(body, new Date()) };
}

const running = { out_order_no: ORDER, order_id: 'wx-1', state: 'DOING', state_description: 'USER_CONFIRM' };
const cancelled = { appid: 'wx1', mchid: '1', out_order_no: ORDER, service_id: 's', order_id: 'wx-1' };
const send = (kind: 'create' | 'cancel' | 'complete') =>
  channel.send(
    kind,
    { orderId: ORDER, path: `/v3/payscore/${kind}`, body: '{"a":1}', withPayerId: kind === 'create' },
    { openid: 'openid-1' },
  );
const stranger = aKeyPair();

describe('a signed answer', () => {
  it('tells how an order stands', async () => {
    answersSigned(200, running);
    expect(await channel.query(ORDER)).toMatchObject({
      kind: 'facts',
      facts: { stage: 'running' },
      confirmView: null,
    });
    const url = new URL(asked[0]?.url ?? '', 'http://x');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      service_id: '00002000000000000000000000000001',
      appid: 'wx0000000000000001',
      out_order_no: ORDER,
    });
  });

  it('to a creation that the buyer must confirm carries the page for it', async () => {
    answersSigned(200, { ...running, state: 'CREATED', package: 'pkg' });
    expect(await send('create')).toMatchObject({
      facts: { stage: 'awaitingBuyer' },
      confirmView: { businessType: 'wxpayScoreUse', extraData: { package: 'pkg' } },
    });
  });

  it('to a cancellation names only the order, which is the fact that it is closed', async () => {
    answersSigned(200, cancelled);
    expect(await send('cancel')).toMatchObject({ kind: 'facts', facts: { orderId: ORDER, stage: 'closed' } });
  });

  it.each([400, 401, 403])('with the status %d is a refusal, with its code', async (status) => {
    answersSigned(status, { code: 'INVALID_REQUEST', message: '当前订单状态不合法' });
    expect(await send('complete')).toEqual({ kind: 'refused', code: 'INVALID_REQUEST' });
  });

  it('404 says that there is no such order', async () => {
    answersSigned(404, { code: 'ORDER_NOT_EXIST', message: '' });
    expect(await channel.query(ORDER)).toEqual({ kind: 'notFound' });
  });

  it.each([429, 500, 502, 503])('with the status %d says nothing about the order', async (status) => {
    answersSigned(status, { code: 'SYSTEM_ERROR', message: '' });
    for (const kind of ['create', 'cancel', 'complete'] as const) {
      expect(await send(kind)).toEqual({ kind: 'unknown', cause: 'SYSTEM_ERROR' });
    }
  });

  it.each([{}, { ...running, state: 'LOST' }, { ...running, order_id: 7 }])(
    'that is not understood (%j) proves nothing',
    async (content) => {
      answersSigned(200, content);
      expect(await channel.query(ORDER)).toEqual({ kind: 'unknown', cause: 'unexpected answer' });
    },
  );
});

describe('an answer proves nothing', () => {
  it.each([200, 202, 400, 404, 500])('with the status %d if it is not signed', async (status) => {
    answer = { status, body: JSON.stringify({ ...running, code: 'ORDER_NOT_EXIST' }), headers: {} };
    expect((await channel.query(ORDER)).kind).toBe('unknown');
    expect((await send('cancel')).kind).toBe('unknown');
  });

  it.each([200, 400, 404])('with the status %d if a stranger has signed it', async (status) => {
    const body = JSON.stringify(running);
    answer = { status, body, headers: signedHeaders(body, new Date(), stranger.privateKey) };
    expect((await channel.query(ORDER)).kind).toBe('unknown');
  });

  it.each([200, 400])('with the status %d if its body was changed', async (status) => {
    const headers = signedHeaders(JSON.stringify(running), new Date());
    answer = { status, body: JSON.stringify({ ...running, state: 'DONE' }), headers };
    expect((await channel.query(ORDER)).kind).toBe('unknown');
  });

  it('if it is an old one, played again', async () => {
    const body = JSON.stringify(running);
    answer = { status: 200, body, headers: signedHeaders(body, new Date(Date.now() - 301_000)) };
    expect((await channel.query(ORDER)).kind).toBe('unknown');
  });

  it('if it is signed under an unknown serial', async () => {
    const body = JSON.stringify(running);
    const headers = { ...signedHeaders(body, new Date()), 'wechatpay-serial': 'PUB_KEY_ID_9' };
    answer = { status: 200, body, headers };
    expect((await channel.query(ORDER)).kind).toBe('unknown');
  });

  it('if it never comes', async () => {
    answer = 'hang up';
    expect(await send('complete')).toMatchObject({ kind: 'unknown', cause: 'ECONNRESET' });
  });

  it('if it takes longer than a function can wait', { timeout: 15_000 }, async () => {
    answer = 'keep silent';
    expect(await send('complete')).toEqual({ kind: 'unknown', cause: 'ECONNABORTED' });
  });

  it('if it speaks of another order', async () => {
    answersSigned(200, { ...running, out_order_no: 'b'.repeat(32) });
    expect((await channel.query(ORDER)).kind).toBe('unknown');
  });
});

describe('a request', () => {
  it('is signed by the merchant and names the key for the answer', async () => {
    answersSigned(200, running);
    await send('create');
    expect(asked[0]?.headers['authorization']).toMatch(/^WECHATPAY2-SHA256-RSA2048 mchid="1900000001",/);
    expect(asked[0]?.headers['wechatpay-serial']).toBe('PUB_KEY_ID_0001');
  });

  it('carries the payer only where it says so', async () => {
    answersSigned(200, running);
    await send('create');
    await send('complete');
    expect(asked.map((one) => one.body)).toEqual(['{"a":1,"openid":"openid-1"}', '{"a":1}']);
  });

  it('that failed leaves nothing of itself in the cause', async () => {
    answer = { status: 200, body: JSON.stringify(running), headers: {} };
    const outcome = await send('create');
    expect(JSON.stringify(outcome)).not.toMatch(/openid|BEGIN|signature/);
  });
});

describe('an authorisation', () => {
  it('begins with a page', async () => {
    answersSigned(200, { apply_permissions_token: 'token-1' });
    expect(await channel.startAuthorisation('code-1')).toEqual({
      businessType: 'wxpayScoreEnable',
      extraData: { apply_permissions_token: 'token-1' },
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ authorization_code: 'code-1' });
  });

  it('has no page if the answer is not signed', async () => {
    answer = { status: 200, body: '{"apply_permissions_token":"token-1"}', headers: {} };
    expect(await channel.startAuthorisation('code-1')).toBeNull();
  });

  it.each([
    [200, { authorization_state: 'AVAILABLE' }, { kind: 'state', state: 'active' }],
    [200, { authorization_state: 'UNAVAILABLE' }, { kind: 'state', state: 'ended' }],
    [200, { authorization_state: 'UNBINDUSER' }, { kind: 'state', state: 'ended' }],
    [404, { code: 'ORDER_NOT_EXIST' }, { kind: 'state', state: 'never' }],
    [400, { code: 'PARAM_ERROR' }, { kind: 'unknown', cause: 'PARAM_ERROR' }],
    [500, { code: 'SYSTEM_ERROR' }, { kind: 'unknown', cause: 'SYSTEM_ERROR' }],
    [200, {}, { kind: 'unknown', cause: 'unexpected answer' }],
  ])('asked about, with %d %j, is %j', async (status, content, expected) => {
    answersSigned(status, content);
    expect(await channel.queryAuthorisation({ openid: 'o-1' })).toEqual(expected);
  });
});
