import { describe, expect, test } from 'vitest';
import { dayMs } from '../../channels/times.ts';
import { sdk, startWechatpay, startWithUser } from '../testing/harness.ts';
import {
  completionOf,
  confirmParties,
  notifyUrl,
  onDeliveryPath,
  openid,
  orderOf,
  ordersPath,
  orderToConfirm,
  parties,
} from '../testing/requests.ts';

const goods = { name: '杯子', picture: 'https://example.com/cup.png', amount: 1500, count: 1 };
const shoppingInfo = {
  jump_link: { jump_link_type: 'JUMP_LINK_MINI_PROGRAM', appid: parties.appid, path: 'pages/order' },
  goods: [goods],
};

describe('without confirmation', () => {
  test('needs an openid that authorised the service', async () => {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    expect(await pay.post(ordersPath, orderOf('order-1'))).toMatchObject({
      status: 403,
      data: { code: 'NO_AUTH' },
    });
    const nobody = await pay.post(ordersPath, orderOf('order-1', { openid: undefined }));
    expect(nobody).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR' } });
  });

  test('is demanded by a service whose users authorise once', async () => {
    const { pay } = await startWithUser(openid);
    for (const need_user_confirm of [true, undefined]) {
      const answer = await pay.post(ordersPath, orderOf('order-1', { need_user_confirm }));
      expect(answer).toMatchObject({ status: 403, data: { code: 'NO_AUTH' } });
    }
  });

  test('may be answered CREATED once, if told: the order then waits like any other', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { awaitConfirmation: 'nextCreate' });
    const { data } = await pay.post(ordersPath, orderOf('order-1'));
    expect(data).toMatchObject({ state: 'CREATED', package: expect.any(String) });
    const completion = await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
    expect(completion.data.code).toBe('INVALID_REQUEST');
    const cancelled = await pay.post(`${ordersPath}/order-1/cancel`, { ...parties, reason: '创建失败' });
    expect(cancelled.status).toBe(200);
    expect((await pay.post(ordersPath, orderOf('order-2'))).data.state).toBe('DOING');
  });

  test('is refused by a service whose orders the user confirms', async () => {
    const { pay } = await startWithUser(openid);
    expect((await pay.post(ordersPath, orderOf('order-1', confirmParties))).data).toEqual({
      code: 'NO_AUTH',
      message: '此服务需要用户确认订单',
    });
  });

  test('the same request again gives the same order, an altered one is refused', async () => {
    const { pay } = await startWithUser(openid);
    const first = await pay.post(ordersPath, orderOf('order-1'));
    const again = await pay.post(ordersPath, orderOf('order-1'));
    expect(again.data).toEqual(first.data);
    const altered = await pay.post(ordersPath, orderOf('order-1', { attach: 'other' }));
    expect(altered).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR' } });
    expect(altered.headers['request-id']).toMatch(/-271316598$/);
  });
});

describe('the set-up of the service', () => {
  test.each([
    ['enjoyFirst', 'DEPOSIT', 400],
    ['enjoyFirst', 'ESTIMATE_ORDER_COST', 200],
    ['depositFree', 'ESTIMATE_ORDER_COST', 400],
    ['depositFree', 'CASH_DEPOSIT', 200],
  ])('%s takes %s as risk fund: %i', async (subMode, name, status) => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { subMode });
    const order = orderOf('order-1', { risk_fund: { name, amount: 1500 } });
    expect((await pay.post(ordersPath, order)).status).toBe(status);
  });

  test('caps the risk fund of every order', async () => {
    const { pay } = await startWithUser(openid);
    const fund = (amount: number) => ({ risk_fund: { name: 'ESTIMATE_ORDER_COST', amount } });
    const over = await pay.post(ordersPath, orderOf('order-1', fund(1_000_001)));
    expect(over.headers['request-id']).toMatch(/-271316656$/);
    expect((await pay.post(ordersPath, orderOf('order-1', fund(1_000_000)))).status).toBe(200);
  });

  test('caps what the payments come to, if nothing is deducted from them', async () => {
    const { pay } = await startWithUser(openid);
    const payments = [600_000, 400_001].map((amount) => ({ name: '商品信息', amount }));
    const over = orderOf('order-1', { post_payments: payments });
    expect((await pay.post(ordersPath, over)).headers['request-id']).toMatch(/-271316656$/);
    const discounts = [{ name: '满减', description: '满减', amount: 1 }];
    expect((await pay.post(ordersPath, { ...over, post_discounts: discounts })).status).toBe(200);
  });

  test.each([
    ['both', 200, 200],
    ['plain', 200, 403],
    ['delivery', 403, 200],
  ])('grants creations: %s', async (orderApi, plain, delivery) => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { orderApi });
    expect((await pay.post(ordersPath, orderOf('order-1'))).status).toBe(plain);
    const bought = orderOf('order-2', { shopping_info: shoppingInfo });
    expect((await pay.post(onDeliveryPath, bought)).status).toBe(delivery);
  });
});

describe('the e-commerce variant', () => {
  test("takes the merchant's own mchid and no other", async () => {
    const { pay } = await startWithUser(openid);
    const order = (mchid: string) => orderOf('order-1', { shopping_info: shoppingInfo, mchid });
    expect(await pay.post(onDeliveryPath, order('1900000002'))).toMatchObject({
      status: 403,
      data: { code: 'NO_AUTH' },
    });
    expect((await pay.post(onDeliveryPath, order('1900000001'))).status).toBe(200);
  });

  test.each([
    [
      'a link elsewhere than to a mini-program',
      { jump_link: { ...shoppingInfo.jump_link, jump_link_type: 'H5' } },
    ],
    ['a link without a path', { jump_link: { ...shoppingInfo.jump_link, path: undefined } }],
    ['goods without a picture', { goods: [{ ...goods, picture: undefined }] }],
    ['goods whose picture is no web address', { goods: [{ ...goods, picture: 'cloud://env/cup.png' }] }],
    ['goods priced in yuan', { goods: [{ ...goods, amount: 15.5 }] }],
    ['no piece of the goods', { goods: [{ ...goods, count: 0 }] }],
  ])('refuses %s', async (_, changed) => {
    const { pay } = await startWithUser(openid);
    const order = orderOf('order-1', { shopping_info: { ...shoppingInfo, ...changed } });
    expect(await pay.post(onDeliveryPath, order)).toMatchObject({
      status: 400,
      data: { code: 'PARAM_ERROR' },
    });
  });

  test('says what is bought, in the answer and in every later one', async () => {
    const { pay } = await startWithUser(openid);
    const created = await pay.post(onDeliveryPath, orderOf('order-1', { shopping_info: shoppingInfo }));
    expect(created.data.shopping_info).toEqual(shoppingInfo);
    const { data } = await pay.get(ordersPath, { ...parties, out_order_no: 'order-1' });
    expect(data).toMatchObject({ shopping_info: shoppingInfo, state: 'DOING' });
  });

  test('needs goods', async () => {
    const { pay } = await startWithUser(openid);
    const nothing = orderOf('order-1', { shopping_info: { ...shoppingInfo, goods: [] } });
    expect((await pay.post(onDeliveryPath, nothing)).status).toBe(400);
    expect((await pay.post(onDeliveryPath, orderOf('order-1'))).status).toBe(400);
  });
});

describe('with confirmation', () => {
  test('the order waits for the user, whose agreement is told', async () => {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    const { data: created } = await pay.post(ordersPath, orderToConfirm('order-1'));
    expect(created).toMatchObject({ state: 'CREATED', package: expect.any(String) });
    expect(created).not.toHaveProperty('state_description');

    await standIn.control('confirm', { package: created.package, openid });
    await standIn.advance(0);
    const { data } = await pay.get(ordersPath, { ...confirmParties, out_order_no: 'order-1' });
    expect(data).toMatchObject({ state: 'DOING', state_description: 'USER_CONFIRM', openid });
    expect(standIn.callbacks).toMatchObject([
      { type: 'PAYSCORE.USER_CONFIRM', url: notifyUrl, resource: { out_order_no: 'order-1', openid } },
    ]);
  });

  test('a package opens the page once; the same create gives another one', async () => {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    const { data: first } = await pay.post(ordersPath, orderToConfirm('order-1'));
    await standIn.control('refuse', { package: first.package });
    expect((await standIn.control('confirm', { package: first.package, openid })).status).toBe(400);
    const { data: second } = await pay.post(ordersPath, orderToConfirm('order-1'));
    expect(second).toMatchObject({ order_id: first.order_id, state: 'CREATED' });
    expect((await standIn.control('confirm', { package: second.package, openid })).status).toBe(200);
  });

  test('expires after thirty days, and can then be neither confirmed nor completed', async () => {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    await pay.post(ordersPath, orderToConfirm('order-1'));
    const query = { ...confirmParties, out_order_no: 'order-1' };
    await standIn.advance(30 * dayMs - 1);
    expect((await pay.get(ordersPath, query)).data.state).toBe('CREATED');
    await standIn.advance(1);
    expect((await pay.get(ordersPath, query)).data.state).toBe('EXPIRED');
    expect((await standIn.control('confirm', { outOrderNo: 'order-1', openid })).status).toBe(400);
    const completion = completionOf(1500, confirmParties);
    expect((await pay.post(`${ordersPath}/order-1/complete`, completion)).data.code).toBe('INVALID_REQUEST');
  });

  test('an order that was confirmed does not expire', async () => {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    await pay.post(ordersPath, orderToConfirm('order-1'));
    await standIn.control('confirm', { outOrderNo: 'order-1', openid });
    expect((await standIn.control('state')).data.jobs).toMatchObject([{ kind: 'deliver' }]);
    await standIn.advance(40 * dayMs);
    const { data } = await pay.get(ordersPath, { ...confirmParties, out_order_no: 'order-1' });
    expect(data.state).toBe('DOING');
  });
});

describe('evaluation', () => {
  test.each(['271300099', '271299627'])('can be told to decline the next order with %s', async (number) => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { declineNextCreate: number });
    const declined = await pay.post(ordersPath, orderOf('order-1'));
    expect(declined).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
    expect(declined.headers['request-id']).toMatch(new RegExp(`-${number}$`));
    expect((await pay.post(ordersPath, orderOf('order-1'))).status).toBe(200);
  });

  test('a user has at most three running orders', async () => {
    const { pay } = await startWithUser(openid);
    for (const no of ['order-1', 'order-2', 'order-3']) await pay.post(ordersPath, orderOf(no));
    const fourth = await pay.post(ordersPath, orderOf('order-4'));
    expect(fourth.headers['request-id']).toMatch(/-271300099$/);
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
    expect((await pay.post(ordersPath, orderOf('order-4'))).status).toBe(200);
  });

  test('in 需确认 is made on the page, where the user is known', async () => {
    const { standIn, pay } = await startWithUser(openid);
    for (const no of ['order-1', 'order-2', 'order-3']) await pay.post(ordersPath, orderOf(no));
    expect((await pay.post(ordersPath, orderToConfirm('order-4'))).status).toBe(200);
    const fourth = { outOrderNo: 'order-4', openid };
    expect(await standIn.control('confirm', fourth)).toMatchObject({
      status: 400,
      data: { errMsg: '综合评估未通过' },
    });
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
    expect((await standIn.control('confirm', fourth)).data.state).toBe('DOING');
  });

  test('a user who owes for more than thirty days gets no further order until it is paid', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('wallet', { openid, balanceFen: 0 });
    await pay.post(ordersPath, orderOf('order-1'));
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
    await standIn.advance(30 * dayMs);
    expect((await pay.post(ordersPath, orderOf('order-2'))).status).toBe(200);
    await standIn.advance(1000);
    const third = await pay.post(ordersPath, orderOf('order-3'));
    expect(third.headers['request-id']).toMatch(/-271299627$/);
    await standIn.control('wallet', { openid, balanceFen: 1500 });
    await standIn.control('pay', { outOrderNo: 'order-1' });
    expect((await pay.post(ordersPath, orderOf('order-3'))).status).toBe(200);
  });
});
