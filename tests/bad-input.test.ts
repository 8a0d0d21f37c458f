import { beforeAll, describe, expect, test } from 'vitest';
import type { FunctionName } from '../cloudfunctions/shared/contract/functions.ts';
import { MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { type Buyer, data } from '../tools/local/buyer.ts';
import { answerIn } from '../tools/local/ways/way.ts';
import { type Asks, refusal } from './support/calls.ts';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();
let buyer: Buyer;
let somebodyElse: Buyer;
beforeAll(async () => {
  buyer = await system().buyer();
  somebodyElse = await system().buyer();
});

/** Whoever WeChat does not name. */
const nobody: Asks = {
  ask: async (name, input) => answerIn(name, await system().cloud.callRaw(name, JSON.stringify(input))),
};

/** The refusal of a call, having checked that it changed nothing. */
async function refused(who: Asks, name: FunctionName, input: unknown) {
  const before = await system().database.everything();
  const error = await refusal(who, name, input);
  expect(error.message).toMatch(/[\u4e00-\u9fff]/);
  expect(await system().database.everything()).toBe(before);
  return error;
}

describe('createOrder refuses', () => {
  /** A checkout with one thing changed. */
  const checkout = async (change: Record<string, unknown>) => ({
    ...(await buyer.checkout(newRequestId(), THERMOS)),
    ...change,
  });
  const consentBut = async (change: Record<string, unknown>) => {
    const { consent, ...rest } = await buyer.checkout(newRequestId(), THERMOS);
    return { ...rest, consent: { ...consent, ...change } };
  };
  const items = (quantity: unknown, productId: unknown = 'thermos') => ({ items: [{ productId, quantity }] });

  test.each([
    ['a product that nobody sells', items(1, 'no-such-thing'), 'PRODUCT_NOT_FOUND'],
    ['a product that is off sale', items(1, 'fan-2024'), 'PRODUCT_UNAVAILABLE'],
    ['a product that cannot be paid later', items(1, 'gift-card'), 'PAY_LATER_UNSUPPORTED'],
    ['a quantity of none', items(0), 'INVALID_INPUT'],
    ['a quantity below none', items(-1), 'INVALID_INPUT'],
    ['a part of a thing', items(1.5), 'INVALID_INPUT'],
    ['a thousand million things', items(1e9), 'INVALID_INPUT'],
    ['a quantity as text', items('1'), 'INVALID_INPUT'],
    ['more than any order may cost', items(50, 'massage-chair'), 'ORDER_TOO_LARGE'],
    ['a query instead of a product', items(1, { $ne: '' }), 'INVALID_INPUT'],
    ['an empty cart', { items: [] }, 'INVALID_INPUT'],
    ['the same product twice', { items: [...THERMOS, ...THERMOS] }, 'INVALID_INPUT'],
    ['a price', { items: [{ productId: 'thermos', quantity: 1, priceFen: 1 }] }, 'INVALID_INPUT'],
    ['an amount', { amountFen: 1 }, 'INVALID_INPUT'],
    ['an openid', { openid: 'o-somebody' }, 'INVALID_INPUT'],
    ['a state', { state: 'settled' }, 'INVALID_INPUT'],
    ['an unknown channel', { channel: 'cash' }, 'INVALID_INPUT'],
    ['a request without a number', { requestId: '' }, 'INVALID_INPUT'],
    ['no consent', { consent: undefined }, 'INVALID_INPUT'],
  ])('%s', async (_what, change, code) => {
    expect(await refused(buyer, 'createOrder', await checkout(change))).toMatchObject({ code });
  });

  test.each([
    ['a box that was not ticked', { accepted: false }, 'INVALID_INPUT'],
    ['terms that do not exist', { termsVersion: 7 }, 'TERMS_CHANGED'],
    ['another text of the terms', { textHash: '0'.repeat(64) }, 'TERMS_CHANGED'],
    ['another amount than was shown', { shownAmountFen: 8_899 }, 'PRICE_CHANGED'],
  ])('%s', async (_what, change, code) => {
    expect(await refused(buyer, 'createOrder', await consentBut(change))).toMatchObject({ code });
  });

  test('the same request for another cart', async () => {
    const input = await checkout({});
    data(await system().cloud.call(buyer.openid, 'createOrder', input));
    const other = { ...(await buyer.checkout(input.requestId, [{ productId: 'rice', quantity: 1 }])) };
    expect(await refused(buyer, 'createOrder', other)).toMatchObject({ code: 'REQUEST_REUSED' });
  });

  test('a price that has changed since it was shown, and says the new one', async () => {
    const input = await checkout({ items: [{ productId: 'rice', quantity: 2 }] });
    const shown = { ...input, consent: { ...input.consent, shownAmountFen: 13_800 } };
    const rice = system().database.collection('products').doc('rice');
    await rice.update({ priceFen: 7_000 });
    const error = await refused(buyer, 'createOrder', shown);
    await rice.update({ priceFen: 6_900 });
    expect(error).toMatchObject({ code: 'PRICE_CHANGED', details: { amountFen: 14_000 } });
  });

  test('terms that have changed since they were shown, a minute later at most', async () => {
    const input = await checkout({});
    const terms = system().database.collection('terms');
    await terms.add({ _id: 'terms-2', version: 2, title: '第 2 版', text: '新的条款' });
    await system().cloud.advance(MINUTE_MS);
    const error = await refused(buyer, 'createOrder', input);
    await terms.doc('terms-2').remove();
    await system().cloud.advance(MINUTE_MS);
    expect(error).toMatchObject({ code: 'TERMS_CHANGED', details: { termsVersion: 2 } });
  });
});

describe('who calls is what the platform says', () => {
  test('a forged userInfo is not believed', async () => {
    const input = await buyer.checkout(newRequestId(), THERMOS);
    const forged = { ...input, userInfo: { openId: somebodyElse.openid, appId: 'wx0' } };
    const headers = { 'x-wx-openid': buyer.openid };
    const response = await system().cloud.callRaw('createOrder', JSON.stringify(forged), headers);
    const { data: order } = (await response.json()) as { data: { orderId: string } };
    expect((await buyer.read(order.orderId)).orderId).toBe(order.orderId);
    await expect(somebodyElse.read(order.orderId)).rejects.toThrow('ORDER_NOT_FOUND');
  });

  test.each([
    ['createOrder', async () => buyer.checkout(newRequestId(), THERMOS)],
    ['assessCredit', async () => ({ orderId: '0'.repeat(32) })],
    ['confirmShip', async () => ({ step: 'delivered', orderId: '0'.repeat(32), evidence: 'x' })],
    ['confirmReceipt', async () => ({ orderId: '0'.repeat(32) })],
    [
      'settle',
      async () => ({ step: 'payNow', orderId: '0'.repeat(32), channel: 'wechatpay', shownAmountFen: 1 }),
    ],
    ['cancelOrder', async () => ({ orderId: '0'.repeat(32) })],
    ['handleReturn', async () => ({ step: 'withdraw', orderId: '0'.repeat(32) })],
    ['readOrders', async () => ({ view: 'mine' })],
    ['listProducts', async () => ({})],
    ['account', async () => ({ action: 'view' })],
  ] as const)('%s serves nobody who has not signed in', async (name, input) => {
    expect(await refused(nobody, name, await input())).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test.each([
    ['read', 'readOrders', { view: 'one' }],
    ['assess', 'assessCredit', {}],
    ['confirm the receipt of', 'confirmReceipt', {}],
    ['pay', 'settle', { step: 'payNow', channel: 'wechatpay', shownAmountFen: 8_900 }],
    ['cancel', 'cancelOrder', {}],
  ] as const)('nobody can %s somebody else’s order, in any state', async (_what, name, input) => {
    const orders = [await orderAt(system(), buyer, 'created'), ...(await inEveryState())];
    for (const { orderId } of orders) {
      const error = await refused(somebodyElse, name, { ...input, orderId });
      expect(error).toMatchObject({ code: 'ORDER_NOT_FOUND' });
      expect(error).not.toHaveProperty('details');
    }
  });

  test('a buyer can neither ship, nor record a delivery, nor read the merchant’s orders', async () => {
    const { orderId } = (await inEveryState())[0] ?? { orderId: '' };
    const forbidden = [
      ['confirmShip', { step: 'ship', orderId, carrier: '顺丰速运', trackingNo: 'SF1' }],
      ['confirmShip', { step: 'delivered', orderId, evidence: '签收' }],
      ['readOrders', { view: 'merchant' }],
    ] as const;
    for (const [name, input] of forbidden) {
      expect(await refused(buyer, name, input)).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('a user cannot run the timer', async () => {
    const response = await system().cloud.callRaw('timer', '{}', { 'x-wx-openid': buyer.openid });
    expect(await response.json()).toEqual({ refused: true });
  });

  test('an event of a user is not taken for a callback of the channel', async () => {
    const before = await system().database.everything();
    const event = { headers: {}, body: '{"event_type":"PAYSCORE.USER_PAID"}', isBase64Encoded: false };
    const headers = { 'x-wx-openid': buyer.openid };
    const response = await system().cloud.callRaw('wechatpayCallback', JSON.stringify(event), headers);
    expect(await response.json()).toMatchObject({ statusCode: 401 });
    expect(await system().database.everything()).toBe(before);
  });
});

describe('a broken event is refused at the door', () => {
  test.each([
    ['is no JSON', '{"view":', 400],
    ['is no object', '["mine"]', 400],
    ['has ten megabytes', JSON.stringify({ view: 'x'.repeat(10 * 1024 * 1024) }), 413],
  ])('that %s', async (_what, body, status) => {
    const response = await system().cloud.callRaw('readOrders', body, { 'x-wx-openid': buyer.openid });
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('errCode');
  });

  test('and one that belongs to another step is invalid', async () => {
    const error = await refused(system().operator, 'confirmShip', {
      step: 'return',
      orderId: '0'.repeat(32),
    });
    expect(error).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

/** One order in each state that taps lead to, of a buyer of its own. */
async function inEveryState() {
  const owner = await system().buyer();
  const accepted = await orderAt(system(), owner, 'accepted');
  const shipped = await orderAt(system(), owner, 'shipped');
  const received = await orderAt(system(), owner, 'received');
  return [accepted, shipped, received];
}
