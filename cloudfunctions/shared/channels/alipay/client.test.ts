import { createPrivateKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  APP_ID,
  APP_KEYS,
  anAlipayConfig,
  answerTo,
  requestAt,
  requestIn,
  responseName,
  SUCCESS,
} from '../../testing/alipayPeer.ts';
import { T0 } from '../../testing/builders.ts';
import { type Answer, ScriptedServer, unsigned, withHeaders } from '../../testing/scriptedServer.ts';
import { type AlipayClient, openClient } from './client.ts';

const METHOD = 'alipay.trade.query';
const server = new ScriptedServer();
let gateway: string;
let client: AlipayClient;

beforeAll(async () => {
  gateway = `${await server.start()}/gateway.do`;
  client = openClient(anAlipayConfig({ gateway }));
});
afterAll(() => server.stop());

const ask = (answer: Answer) => {
  server.answers(answer);
  return client.call(METHOD, { out_trade_no: 'a' });
};

describe('an answer is believed', () => {
  it.each([
    ['of success', { ...SUCCESS, trade_no: '1' }, { code: '10000', subCode: null }],
    [
      'of refusal',
      { code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' },
      { code: '40004', subCode: 'ACQ.TRADE_NOT_EXIST' },
    ],
  ])('%s if Alipay has signed it', async (_what, content, expected) => {
    expect(await ask(answerTo(METHOD, content))).toEqual({ ...expected, body: content });
  });
});

describe('an answer is none', () => {
  it.each([
    [
      'an error of the gateway that nobody has signed',
      unsigned(200, { error_response: { code: '40002', sub_code: 'isv.invalid-signature' } }),
      'UNSIGNED isv.invalid-signature',
    ],
    ['signed by a stranger', answerTo(METHOD, SUCCESS, APP_KEYS.privateKey), 'BAD_SIGNATURE'],
    ['of another method', answerTo('alipay.trade.pay', SUCCESS), 'UNEXPECTED'],
  ])('if it is %s', async (_what, answer, cause) => {
    expect(await ask(answer)).toEqual({ cause });
  });

  it.each([201, 302, 400, 403, 404, 429, 500, 502, 503])(
    'with the status %d, signed or not',
    async (status) => {
      const signed = answerTo(METHOD, SUCCESS);
      const answer = typeof signed === 'string' ? signed : { ...signed, status };
      expect(await ask(answer)).toEqual({ cause: `HTTP ${status}` });
      expect(await ask(unsigned(status, '<html>'))).toEqual({ cause: `HTTP ${status}` });
    },
  );

  it('if the connection breaks', async () => {
    expect(await ask('hang up')).toEqual({ cause: 'UND_ERR_SOCKET' });
  });

  it('if nobody is there', async () => {
    const nowhere = openClient(anAlipayConfig({ gateway: 'http://127.0.0.1:1/gateway.do' }));
    expect(await nowhere.call(METHOD, null)).toEqual({ cause: expect.stringMatching(/^\w+$/) });
  });

  it('if it takes too long, silent or talking without an end', { timeout: 15_000 }, async () => {
    server.answers('keep silent', 'drip');
    const both = [client.call(METHOD, null), client.call(METHOD, null)];
    expect(await Promise.all(both)).toEqual([{ cause: 'TIMEOUT' }, { cause: 'TIMEOUT' }]);
  });

  it('that would lead elsewhere', async () => {
    for (const status of [301, 302, 307, 308]) {
      await ask(withHeaders(unsigned(status, ''), { location: `${gateway}?elsewhere` }));
      expect(server.asked).toHaveLength(1);
    }
  });
});

describe('a request', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
  const sent = async (content: object | null, more?: Readonly<Record<string, string>>) => {
    server.answers(answerTo(METHOD, SUCCESS));
    await client.call(METHOD, content && { ...content }, more);
    return requestAt(server, 0);
  };

  it('is signed by the app, and says what it is', async () => {
    const { parameters, content } = await sent({ out_trade_no: 'a' });
    expect(parameters).toMatchObject({
      app_id: APP_ID,
      method: METHOD,
      charset: 'utf-8',
      sign_type: 'RSA2',
      version: '1.0',
    });
    expect(content).toEqual({ out_trade_no: 'a' });
    expect(server.asked[0]).toMatchObject({ method: 'POST' });
  });

  it('names in its address what Alipay reads there, and its content nowhere but in its body', async () => {
    await sent({ out_trade_no: 'a' }, { notify_url: 'https://shop.cn/alipay/notify/1', grant_type: 'x' });
    const { url = '', body, headers } = server.asked[0] ?? {};
    const { pathname, searchParams } = new URL(url, 'http://x');
    expect(pathname).toBe('/gateway.do');
    expect([...searchParams.keys()].toSorted()).toEqual([
      'app_id',
      'charset',
      'method',
      'notify_url',
      'sign',
      'sign_type',
      'timestamp',
      'version',
    ]);
    expect([...new URLSearchParams(body).keys()].toSorted()).toEqual(['biz_content', 'grant_type']);
    expect(headers?.['content-type']).toBe('application/x-www-form-urlencoded;charset=UTF-8');
  });

  it.each(['UTC', 'America/New_York'])(
    'tells China’s time of day, on a machine in %s too',
    async (machine) => {
      process.env['TZ'] = machine;
      const at = openClient(anAlipayConfig({ gateway }), () => T0);
      server.answers(answerTo(METHOD, SUCCESS));
      await at.call(METHOD, null);
      expect(requestAt(server, 0).parameters['timestamp']).toBe('2026-03-01 10:00:00');
    },
  );

  it('keeps names and values of its content as they are', async () => {
    const content = {
      out_trade_no: 'a+b c&d=e%20/',
      extend_params: { creditTradeScene: 'X', some_name: 1 },
      isAsyncPay: true,
      subject: '后付“茶”',
    };
    expect((await sent(content)).content).toEqual(content);
  });

  it('may have no content', async () => {
    expect((await sent(null, { code: 'c' })).parameters).not.toHaveProperty('biz_content');
  });

  it('that opens a page is signed in the same way', () => {
    const { method, content, parameters } = requestIn(client.signed(METHOD, { a: '后付 & 先用' }));
    expect({ method, content }).toEqual({ method: METHOD, content: { a: '后付 & 先用' } });
    expect(parameters).toMatchObject({ app_id: APP_ID, sign_type: 'RSA2' });
  });

  it('may be signed with a key in its older form', () => {
    const appKeyPem = createPrivateKey(APP_KEYS.privateKey)
      .export({ type: 'pkcs1', format: 'pem' })
      .toString();
    expect(requestIn(openClient(anAlipayConfig({ appKeyPem })).signed(METHOD, {})).method).toBe(METHOD);
  });

  it('that failed leaves nothing of itself in the cause', async () => {
    const said = JSON.stringify(await ask(unsigned(200, `{"${responseName(METHOD)}":{"open_id":"secret"}}`)));
    expect(said).not.toMatch(/secret|out_trade_no|BEGIN/);
  });
});
