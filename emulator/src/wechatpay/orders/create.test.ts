import { describe, expect, test } from 'vitest';

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
import { dayMs } from '../times.ts';

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

describe('the e-commerce variant', () => {
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
