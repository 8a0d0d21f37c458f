import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { Aes } from 'wechatpay-axios-plugin';
import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { OrderLine } from '../../domain/order/order.ts';
import { orderIdOf } from '../../platform/identity.ts';
import { aLine, anOrder, ORDER, T0 } from '../../testing/builders.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import {
  API_V2_KEY,
  API_V3_KEY,
  aCallback,
  aWechatpayConfig,
  envelope,
  PARTIES,
  signedHeaders,
  wechatpayEnvironment,
} from '../../testing/wechatpayPeer.ts';
import { orderOutcome } from './answers.ts';
import { readCallback } from './callback.ts';
import { checkWechatpayConfig } from './config.ts';
import { createRequest } from './createRequest.ts';
import { detailView } from './detailView.ts';
import { refundRequest } from './refund.ts';
import { cancelRequest, completeRequest, modifyRequest, payRequest, syncRequest } from './requests.ts';
import { sentBody } from './sentBody.ts';
import { factsOf, type ServiceOrder } from './serviceOrder.ts';

/** The vendor's acceptance list (docs/acceptance.md), as far as the channel alone can show it. */

const config = aWechatpayConfig();
afterEach(() => vi.restoreAllMocks());

const anyLine = fc
  .record({
    title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    unitPriceFen: fc.integer({ min: 1, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 300 }),
  })
  .map((line) => aLine({ ...line, amountFen: line.unitPriceFen * line.quantity }));
const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 110 });
const sumOf = (lines: readonly OrderLine[]) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

interface Priced {
  readonly post_payments: readonly { readonly amount: number }[];
  readonly post_discounts?: readonly { readonly amount: number }[];
  readonly total_amount?: number;
  readonly risk_fund?: { readonly amount: number };
}
const read = (request: { readonly body: string }): Priced => JSON.parse(request.body);
const total = ({ post_payments, post_discounts = [] }: Priced) =>
  post_payments.reduce((sum, { amount }) => sum + amount, 0) -
  post_discounts.reduce((sum, { amount }) => sum + amount, 0);

/** As it goes out for an order of these lines. */
function sent(kind: 'complete' | 'modify', request: ChannelRequest, lines: readonly OrderLine[]) {
  const order = anOrder({ lines, amountFen: sumOf(lines) });
  return { ...request, body: JSON.stringify(sentBody(kind, request, order, null)) };
}

/** All requests about an order of these lines. */
function allRequests(lines: readonly OrderLine[]) {
  const amountFen = sumOf(lines);
  const refund = {
    orderId: ORDER,
    refundNo: `${ORDER}-1`,
    transactionId: 'tx-1',
    amountFen,
    paidFen: amountFen,
  };
  return {
    create: createRequest(config, { orderId: ORDER, amountFen, lines }),
    complete: sent('complete', completeRequest(config, ORDER, amountFen, T0), lines),
    modify: sent('modify', modifyRequest(config, ORDER, Math.ceil(amountFen / 2), '瑕疵'), lines),
    refund: refundRequest(config, refund),
    cancel: cancelRequest(config, ORDER, '不要了'),
    pay: payRequest(config, ORDER),
    sync: syncRequest(config, ORDER, T0),
  };
}

test('G2 ● a callback is neither decrypted nor parsed before its signature holds', () => {
  const decrypt = vi.spyOn(Aes.AesGcm, 'decrypt');
  const parse = vi.spyOn(JSON, 'parse');
  const stranger = aKeyPair().privateKey;
  const bodies = [
    envelope('PAYSCORE.USER_PAID', {}),
    envelope('PAYSCORE.USER_PAID', {}, 'x'.repeat(32)),
    'no JSON',
  ];
  for (const rawBody of bodies) {
    const request = { rawBody, headers: signedHeaders(rawBody, T0, stranger) };
    expect(() => readCallback(config, request, T0)).toThrow('bad signature');
  }
  expect([decrypt.mock.calls, parse.mock.calls]).toEqual([[], []]);
});

test('1 ● the APIv2 key signs the business view, the APIv3 key opens callbacks, and they must differ', () => {
  const { sign, ...fields } = detailView(config, ORDER, T0).extraData;
  const pairs = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`);
  const signature = (key: string) =>
    createHmac('sha256', key)
      .update([...pairs, `key=${key}`].join('&'))
      .digest('hex')
      .toUpperCase();
  expect([sign === signature(API_V2_KEY), sign === signature(API_V3_KEY)]).toEqual([true, false]);
  const callback = aCallback(
    'PAYSCORE.USER_OPEN_SERVICE',
    { ...PARTIES, openid: 'o', user_service_status: 'USER_OPEN_SERVICE' },
    T0,
  );
  expect(readCallback(config, callback, T0).content).toMatchObject({ kind: 'authorisation' });
  expect(() => readCallback({ ...config, apiV3Key: API_V2_KEY }, callback, T0)).toThrow(
    'cannot be decrypted',
  );
  const { problems } = checkWechatpayConfig(wechatpayEnvironment({ WECHATPAY_APIV2_KEY: API_V3_KEY }));
  expect(problems.map(({ variable }) => variable)).toEqual(['WECHATPAY_APIV2_KEY']);
});

test('5 ● the amount is checked before the call: total = Σ payments − Σ discounts', () => {
  fc.assert(
    fc.property(anyLines, (lines) => {
      const { create, complete, modify } = allRequests(lines);
      for (const priced of [read(complete), read(modify)]) expect(total(priced)).toBe(priced.total_amount);
      expect(total(read(create))).toBe(read(create).risk_fund?.amount);
      expect(read(complete).total_amount).toBe(sumOf(lines));
    }),
  );
});

/** Every number that stands under this name, however deep. */
function numbersIn(body: string, names: RegExp): unknown[] {
  const found: unknown[] = [];
  JSON.parse(body, (name, value) => {
    if (names.test(name) && typeof value !== 'object') found.push(value);
    return value;
  });
  return found;
}

test('7 ● every amount in a request is an integer number of fen', () => {
  fc.assert(
    fc.property(anyLines, (lines) => {
      const { create, complete, modify, refund } = allRequests(lines);
      for (const { body } of [create, complete, modify, refund]) {
        const amounts = numbersIn(body, /^(amount|total_amount|refund|total)$/);
        expect(amounts.length).toBeGreaterThan(0);
        expect(amounts.filter((amount) => !Number.isSafeInteger(amount))).toEqual([]);
      }
    }),
  );
});

test('7 ● an answer with an amount that is no integer number of fen proves nothing', () => {
  const paid = (paid_amount: unknown) => ({
    signed: true,
    status: 200,
    requestNo: null,
    body: {
      ...PARTIES,
      out_order_no: ORDER,
      order_id: 'wx-1',
      state: 'DONE',
      collection: { state: 'USER_PAID', paid_amount },
    },
  });
  expect(orderOutcome(config, paid(8_900), ORDER)).toMatchObject({
    kind: 'facts',
    facts: { stage: 'paid' },
  });
  for (const amount of [89.5, '8900', -1, null, Number.NaN]) {
    expect(orderOutcome(config, paid(amount), ORDER)).toMatchObject({ kind: 'unknown' });
  }
});

test('8 ● the state is judged by state, state_description and collection.state together', () => {
  const running: Readonly<Record<string, string>> = { USER_CONFIRM: 'running', MCH_COMPLETE: 'collecting' };
  const judged = (state: ServiceOrder['state'], description?: string, collection?: string) => {
    const order: ServiceOrder = {
      out_order_no: ORDER,
      order_id: 'wx-1',
      state,
      total_amount: 8_900,
      ...(description && { state_description: description }),
      ...(collection && { collection: { state: collection } }),
    };
    return factsOf(order, 'confirmEach', T0)?.stage ?? null;
  };
  for (const description of ['USER_CONFIRM', 'MCH_COMPLETE', 'SOMETHING_NEW', undefined]) {
    for (const collection of ['USER_PAYING', 'USER_PAID', 'SOMETHING_NEW', undefined]) {
      const expected = {
        CREATED: 'awaitingBuyer',
        // The money counts only with DONE: what is DOING is not paid, whatever the collection says.
        DOING: description ? (running[description] ?? null) : null,
        DONE: collection === 'USER_PAID' ? 'paid' : null,
        REVOKED: 'closed',
        EXPIRED: 'closed',
      };
      const states = ['CREATED', 'DOING', 'DONE', 'REVOKED', 'EXPIRED'] as const;
      const stages = states.map((state) => [state, judged(state, description, collection)]);
      expect(Object.fromEntries(stages), `${description}, ${collection}`).toEqual(expected);
    }
  }
});

test('10 ● a refund names the transaction_id, never an order number', () => {
  const body: Record<string, unknown> = JSON.parse(allRequests([aLine()]).refund.body);
  expect(body).toMatchObject({ transaction_id: 'tx-1', out_refund_no: `${ORDER}-1` });
  expect(Object.keys(body)).not.toContain('out_trade_no');
  expect(Object.keys(body)).not.toContain('out_order_no');
});

test('12 ● out_order_no: 32 digits and letters at most, another one for each buyer and each order', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const pair = fc.tuple(fc.stringMatching(/^[0-9a-f]{32}$/), word);
  fc.assert(
    fc.property(pair, pair, ([buyer, request], [otherBuyer, otherRequest]) => {
      const orderId = orderIdOf(buyer, request);
      expect(read(createRequest(config, { orderId, amountFen: 1, lines: [aLine()] }))).toMatchObject({
        out_order_no: expect.stringMatching(/^[0-9A-Za-z_\-|*]{1,32}$/),
      });
      expect(orderIdOf(buyer, request)).toBe(orderId);
      const others = [orderIdOf(otherBuyer, request), orderIdOf(buyer, otherRequest)];
      const same = [otherBuyer === buyer, otherRequest === request];
      expect(others.map((other) => other === orderId)).toEqual(same);
    }),
  );
});

test('14 ● post_payments are what the buyer bought, as he reads it in WeChat', () => {
  const lines = [
    aLine({ title: '白瓷茶具', quantity: 2, unitPriceFen: 16_800, amountFen: 33_600 }),
    aLine({ title: '保温杯', quantity: 1, unitPriceFen: 8_900, amountFen: 8_900 }),
  ];
  const { create, complete, modify } = allRequests(lines);
  const goods = [
    { name: '商品信息', description: '白瓷茶具', amount: 33_600, count: 2 },
    { name: '商品信息', description: '保温杯', amount: 8_900, count: 1 },
  ];
  for (const request of [create, complete, modify]) expect(read(request).post_payments).toEqual(goods);
  expect(read(complete).post_discounts).toBeUndefined();
  expect(read(modify).post_discounts).toMatchObject([{ name: '商家优惠', amount: 21_250 }]);
});

test('21 ● notify_url is https, public and without a query, wherever it is sent', () => {
  const refused = (url: string) =>
    checkWechatpayConfig(wechatpayEnvironment({ WECHATPAY_CALLBACK_URL: url })).problems.length > 0;
  expect(refused('https://pay.shop.cn/wechatpay/callback')).toBe(false);
  const wrong = [
    'http://pay.shop.cn/wechatpay/callback',
    'https://pay.shop.cn/wechatpay/callback?order=1',
    'https://pay.shop.cn/wechatpay/callback?',
    'https://pay.shop.cn/wechatpay/callback#1',
    'https://127.0.0.1/wechatpay/callback',
    'https://10.0.0.8/wechatpay/callback',
    'https://localhost/wechatpay/callback',
    'https://pay.shop.internal/wechatpay/callback',
  ];
  expect(wrong.filter((url) => !refused(url))).toEqual([]);
  const { create, refund } = allRequests([aLine()]);
  for (const { body } of [create, refund])
    expect(JSON.parse(body)).toMatchObject({ notify_url: config.callbackUrl });
});
