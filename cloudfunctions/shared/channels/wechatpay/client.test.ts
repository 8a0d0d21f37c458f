import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCertificate } from '../../testing/certificate.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import { type Answer, ScriptedServer, unsigned, withHeaders } from '../../testing/scriptedServer.ts';
import {
  aWechatpayConfig,
  MERCHANT_SERIAL,
  PEER_KEY_ID,
  PEER_KEYS,
  signed,
  signedHeaders,
} from '../../testing/wechatpayPeer.ts';
import { openClient, type WechatpayClient } from './client.ts';

const CERTIFICATE_SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
const server = new ScriptedServer();
const stranger = aKeyPair();
const old = aKeyPair();
let call: WechatpayClient;
let oldCertificate: string;

beforeAll(async () => {
  oldCertificate = await aCertificate(old.privateKey, { serialNumber: CERTIFICATE_SERIAL });
  const baseUrl = await server.start();
  const publicKeys = { [PEER_KEY_ID]: PEER_KEYS.publicKey, [CERTIFICATE_SERIAL]: oldCertificate };
  call = openClient(aWechatpayConfig({ baseUrl, publicKeys }));
});
afterAll(() => server.stop());

const ask = (answer: Answer) => {
  server.answers(answer);
  return call('POST', '/v3/payscore/x', { a: 1 });
};
const content = { out_order_no: 'a' };
const body = JSON.stringify(content);
const signedAt = (ms: number, status = 200): Answer => ({
  status,
  body,
  headers: signedHeaders(body, new Date(Date.now() + ms)),
});

describe('an answer is believed', () => {
  it.each([200, 202, 400, 403, 404, 429, 500])(
    'with the status %d if WeChat Pay has signed it',
    async (status) => {
      expect(await ask(signed(status, content))).toEqual({
        signed: true,
        status,
        body: content,
        requestNo: null,
      });
    },
  );

  it('without a body too: an empty one is signed like any other', async () => {
    expect(await ask(signed(204, ''))).toEqual({ signed: true, status: 204, body: '', requestNo: null });
  });

  it('if a certificate has signed it, in the days of a rotation', async () => {
    const answer = withHeaders(signed(200, content, old.privateKey), {
      'wechatpay-serial': CERTIFICATE_SERIAL,
    });
    expect(await ask(answer)).toMatchObject({ signed: true, body: content });
  });

  it.each([-290_000, 290_000])('%d ms away', async (ms) => {
    expect(await ask(signedAt(ms))).toMatchObject({ signed: true });
  });

  it('with the number of its error, which ends its Request-Id', async () => {
    const answer = withHeaders(signed(400, content), { 'Request-Id': '08F78BB5AF0610D302-271316592' });
    expect(await ask(answer)).toMatchObject({ requestNo: '271316592' });
  });

  it('without such a number if the Request-Id ends otherwise', async () => {
    expect(await ask(withHeaders(signed(400, content), { 'Request-Id': '08F78BB5AF' }))).toMatchObject({
      requestNo: null,
    });
  });
});

describe('an answer is nothing', () => {
  const broken: readonly [string, (status: number) => Answer, string][] = [
    [
      'signed by a stranger',
      (status) => signed(status, content, stranger.privateKey),
      'EV3_RES_HEADER_SIGNATURE_DIGEST',
    ],
    [
      'with another body',
      (status) => ({ status, body: `${body} `, headers: signedHeaders(body, new Date()) }),
      'EV3_RES_HEADER_SIGNATURE_DIGEST',
    ],
    [
      'under an unknown serial',
      (status) => withHeaders(signed(status, content), { 'wechatpay-serial': 'PUB_KEY_ID_9' }),
      'EV3_RES_HEADER_PLATFORM_SERIAL',
    ],
    [
      'under the serial of another key',
      (status) => withHeaders(signed(status, content), { 'wechatpay-serial': CERTIFICATE_SERIAL }),
      'EV3_RES_HEADER_SIGNATURE_DIGEST',
    ],
    ['from too long ago', (status) => signedAt(-310_000, status), 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
    ['from the future', (status) => signedAt(310_000, status), 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
    [
      'with half a signature',
      (status) => withHeaders(unsigned(status, content), { 'wechatpay-serial': PEER_KEY_ID }),
      'EV3_RES_HEADERS_INCOMPLATE',
    ],
  ];
  it.each(broken)('if it is %s, whatever its status', async (_what, answer, cause) => {
    for (const status of [200, 400, 404, 500]) expect(await ask(answer(status))).toEqual({ cause });
  });

  it.each([200, 202, 204, 302, 500, 502])('with the status %d if nobody has signed it', async (status) => {
    expect(await ask(unsigned(status, status === 204 ? '' : content))).toEqual({
      cause: 'EV3_RES_HEADERS_INCOMPLATE',
    });
  });

  it('without a body if a stranger has signed that', async () => {
    expect(await ask(signed(204, '', stranger.privateKey))).toEqual({
      cause: 'EV3_RES_HEADER_SIGNATURE_DIGEST',
    });
  });

  it('if the connection breaks', async () => {
    expect(await ask('hang up')).toEqual({ cause: 'ECONNRESET' });
  });

  it('if it takes too long, silent or talking without an end', { timeout: 15_000 }, async () => {
    server.answers('keep silent', 'drip');
    const both = [call('GET', '/v3/payscore/x'), call('GET', '/v3/payscore/y')];
    expect(await Promise.all(both)).toEqual([{ cause: 'TIMEOUT' }, { cause: 'TIMEOUT' }]);
  });
});

describe('a refusal that nobody has signed', () => {
  it.each([400, 401, 403, 404, 429])('comes through with the status %d, and says so', async (status) => {
    const answer = withHeaders(unsigned(status, { code: 'SIGN_ERROR' }), { 'Request-Id': 'x-270924332' });
    expect(await ask(answer)).toEqual({
      signed: false,
      status,
      body: { code: 'SIGN_ERROR' },
      requestNo: '270924332',
    });
  });

  it('may have a body that is not WeChat Pay’s', async () => {
    expect(await ask(unsigned(404, '<html>'))).toMatchObject({ signed: false, status: 404, body: null });
  });
});

describe('a request', () => {
  it('is signed by the merchant and names the key for the answer', async () => {
    await ask(signed(200, content));
    const headers = server.asked[0]?.headers ?? {};
    expect(headers['authorization']).toMatch(/^WECHATPAY2-SHA256-RSA2048 mchid="1900000001",/);
    expect(headers['authorization']).toContain(`serial_no="${MERCHANT_SERIAL}"`);
    expect(headers['wechatpay-serial']).toBe(PEER_KEY_ID);
  });

  it('follows no redirection', async () => {
    await ask(withHeaders(unsigned(307, ''), { location: '/elsewhere' }));
    expect(server.asked.map(({ url }) => url)).toEqual(['/v3/payscore/x']);
  });
});
