import { describe, expect, test } from 'vitest';

import { credentials } from './testing/credentials.ts';
import { type Harness, sdk, startWechatpay, startWithUser } from './testing/harness.ts';
import { openid, orderOf, ordersPath, parties } from './testing/requests.ts';

const query = { ...parties, out_order_no: 'order-1' };

/** The ids of the platform's keys, in the order in which the merchant was given them. */
function keyIds({ environment }: Harness) {
  const [publicKey = '', certificate = '', next = ''] = Object.keys(credentials(environment).keys);
  return { publicKey, certificate, next };
}

/** A merchant that was given one key only, and asks for it. */
function knowingOnly(standIn: Harness, id: string) {
  const pem = credentials(standIn.environment).keys[id] ?? '';
  return sdk(standIn.environment, { certs: { [id]: pem }, headers: { 'Wechatpay-Serial': id } });
}

async function orderUnder(behaviour: Record<string, unknown>) {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  await standIn.control('behaviour', behaviour);
  return { standIn, pay };
}

describe('the key that signs answers', () => {
  test.each(['publicKey', 'certificate', 'next'] as const)(
    'is the one that the request asks for: %s',
    async (name) => {
      const { standIn } = await orderUnder({});
      const id = keyIds(standIn)[name];
      const answer = await knowingOnly(standIn, id).get(ordersPath, query);
      expect(answer).toMatchObject({ status: 200, headers: { 'wechatpay-serial': id } });
    },
  );

  test('is the one of the certificate if the request asks for none', async () => {
    const { standIn } = await orderUnder({});
    const answer = await sdk(standIn.environment, { headers: {} }).get(ordersPath, query);
    expect(answer.headers['wechatpay-serial']).toBe(keyIds(standIn).certificate);
  });

  test.each(['publicKey', 'certificate', 'next'] as const)(
    'is %s for every request if told so, and a merchant that has all keys believes it',
    async (signWith) => {
      const { standIn, pay } = await orderUnder({ signWith });
      const answer = await pay.get(ordersPath, query);
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'wechatpay-serial': keyIds(standIn)[signWith] },
      });
    },
  );

  test('is the certificate and the public key by turns if told so', async () => {
    const { standIn, pay } = await orderUnder({ signWith: 'alternating' });
    const { certificate, publicKey } = keyIds(standIn);
    const serials: unknown[] = [];
    for (const _ of [1, 2, 3, 4]) {
      serials.push((await pay.get(ordersPath, query)).headers['wechatpay-serial']);
      // Whose turn it is outlives an export.
      await standIn.service.importState(JSON.parse(JSON.stringify(await standIn.service.exportState())));
    }
    expect(serials).toEqual([certificate, publicKey, certificate, publicKey]);
  });

  test('is one that the merchant never heard of if told so', async () => {
    const { pay } = await orderUnder({ signWith: 'unknown' });
    await expect(pay.get(ordersPath, query)).rejects.toMatchObject({
      code: 'EV3_RES_HEADER_PLATFORM_SERIAL',
    });
  });
});

describe('an answer that is not to be believed', () => {
  test.each([
    ['badSignature', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
    ['unknownSerial', 'EV3_RES_HEADER_PLATFORM_SERIAL'],
    ['staleTimestamp', 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
    ['unsigned', 'EV3_RES_HEADERS_INCOMPLATE'],
  ])('%s: the SDK refuses it, but the request took effect', async (answers, code) => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { answers });
    await expect(pay.post(ordersPath, orderOf('order-1'))).rejects.toMatchObject({ code });
    await standIn.control('behaviour', { answers: 'normal' });
    expect((await pay.get(ordersPath, query)).data.state).toBe('DOING');
  });

  test('probe: one answer is signed by nobody, though under a known key; those after it are good', async () => {
    const { standIn, pay } = await orderUnder({ answers: 'probe' });
    await expect(pay.get(ordersPath, query)).rejects.toMatchObject({
      code: 'EV3_RES_HEADER_SIGNATURE_DIGEST',
      response: {
        headers: {
          'wechatpay-serial': keyIds(standIn).publicKey,
          'wechatpay-signature': expect.stringMatching(/^WECHATPAY\/SIGNTEST\//),
        },
      },
    });
    expect((await pay.get(ordersPath, query)).status).toBe(200);
    expect((await standIn.control('behaviour', {})).data.answers).toBe('normal');
  });

  test('unsignedRefusals: what is refused has no signature, all else has', async () => {
    const { pay } = await orderUnder({ answers: 'unsignedRefusals' });
    expect((await pay.get(ordersPath, query)).status).toBe(200);
    const refused = await pay.get(ordersPath, { ...query, out_order_no: 'order-2' });
    expect(refused).toMatchObject({ status: 404, data: { code: 'ORDER_NOT_EXIST' } });
    expect(refused.headers).not.toHaveProperty('wechatpay-signature');
  });

  test('normally refusals are signed too', async () => {
    const standIn = await startWechatpay();
    const strict = sdk(standIn.environment, { validateStatus: () => true });
    expect((await strict.get(ordersPath, query)).status).toBe(404);
  });
});
