import { expect, test } from 'vitest';

import { startAlipay } from '../testing/harness.ts';
import { agreementOf, openId, orderToConfirm, zhima } from '../testing/requests.ts';
import { merchantOf } from '../testing/sdk.ts';

async function start() {
  const standIn = await startAlipay();
  const merchant = merchantOf(standIn.environment);
  const signStr = (changed: object = {}) =>
    merchant.signStr(`${zhima}.creditbizorder.create`, orderToConfirm('order-1', changed));
  return {
    standIn,
    merchant,
    signStr,
    confirm: (changed: object = {}, user = openId) =>
      standIn.control('confirm', { openId: user, signStr: signStr(changed) }),
    query: () => merchant.call(`${zhima}.creditbizorder.query`, { out_order_no: 'order-1' }),
  };
}

test('a user opens the service with his first order, under its number unless it names another', async () => {
  const { standIn, merchant, confirm, query } = await start();
  expect(await query()).toMatchObject({ sub_code: 'ORDER_NOT_EXIST' });
  expect((await confirm()).data).toMatchObject({ outOrderNo: 'order-1', order_status: 'INIT', openId });
  expect(await query()).toMatchObject({ order_status: 'INIT', total_amount: '15.00' });
  const agreement = await merchant.call(`${zhima}.creditagreement.query`, { out_agreement_no: 'order-1' });
  expect(agreement).toMatchObject({ agreement_status: 'VALID', open_id: openId });
  await standIn.advance(0);
  expect(standIn.callbacks).toMatchObject([{ content: { agreement_status: 'VALID' } }]);

  await confirm({ out_order_no: 'order-2', out_agreement_no: 'A-2' }, 'o-user-2');
  const named = await merchant.call(`${zhima}.creditagreement.query`, { out_agreement_no: 'A-2' });
  expect(named).toMatchObject({ open_id: 'o-user-2' });
});

test('an agreement that is open serves the order', async () => {
  const { standIn, confirm, query } = await start();
  const { data } = await standIn.control('sign', { openId, outAgreementNo: 'A-1' });
  await confirm();
  expect(await query()).toMatchObject({ credit_agreement_id: data.credit_agreement_id });
});

test('confirmed twice it is one order; another user cannot confirm it', async () => {
  const { standIn, confirm } = await start();
  const first = (await confirm()).data;
  expect((await confirm()).data.credit_biz_order_id).toBe(first.credit_biz_order_id);
  expect((await confirm({}, 'o-user-2')).data.errMsg).toContain('其他用户');
  expect((await confirm({ subject: '茶' })).data.errMsg).toContain('参数不一致');
  expect((await standIn.control('state')).data.orders).toHaveLength(1);
});

test('a user who is not admitted cannot', async () => {
  const { standIn, confirm, query } = await start();
  await standIn.control('user', { openId, score: 500 });
  expect((await confirm()).data.errMsg).toContain('500');
  expect(await query()).toMatchObject({ sub_code: 'ORDER_NOT_EXIST' });
});

test.each([
  ['declines', { declineNextOrder: 'ZHIMA_CHECK_NO_PASS' }, {}, '芝麻校验未通过'],
  ['takes no such amount', {}, { capFen: 1499 }, '超过签约上限'],
  ['does not play it', {}, { mode: 'fixed' }, '固定金额'],
])('an order that Zhima refuses opens nothing (%s)', async (_, behaviour, service, why) => {
  const { standIn, merchant, confirm } = await start();
  await standIn.control('behaviour', behaviour);
  await standIn.control('service', service);
  expect((await confirm()).data.errMsg).toContain(why);
  const agreement = merchant.call(`${zhima}.creditagreement.query`, { out_agreement_no: 'order-1' });
  expect(await agreement).toMatchObject({ sub_code: 'CREDIT_AGREEMENT_NOT_EXIST' });
  await standIn.advance(0);
  expect(standIn.callbacks).toEqual([]);
});

test('what opens the service does not confirm an order, nor the other way round', async () => {
  const { standIn, merchant, signStr } = await start();
  const opens = merchant.signStr(`${zhima}.creditagreement.sign`, agreementOf('A-1'));
  expect((await standIn.control('confirm', { openId, signStr: opens })).status).toBe(400);
  expect((await standIn.control('sign', { openId, signStr: signStr() })).status).toBe(400);
});
