import { describe, expect, test } from 'vitest';

import { startOpened, startOrdered } from '../testing/harness.ts';
import { openId, orderOf, payOf, zhima } from '../testing/requests.ts';

const order = `${zhima}.creditbizorder.order`;
const query = `${zhima}.creditbizorder.query`;

describe('an order is refused for', () => {
  test.each([
    ['a number that is missing', { out_order_no: undefined }, 'INVALID_PARAMETER'],
    ['a number of 65 characters', { out_order_no: 'x'.repeat(65) }, 'INVALID_PARAMETER'],
    ['a number with a space', { out_order_no: 'a b' }, 'INVALID_PARAMETER'],
    ['no subject', { subject: '' }, 'INVALID_PARAMETER'],
    ['a subject with a slash', { subject: '茶/杯' }, 'INVALID_PARAMETER'],
    ['a subject with an equals sign', { subject: 'a=b' }, 'INVALID_PARAMETER'],
    ['a subject with an ampersand', { subject: '茶&杯' }, 'INVALID_PARAMETER'],
    ['an amount without decimals', { order_amount: '15' }, 'INVALID_PARAMETER'],
    ['an amount with one decimal', { order_amount: '15.0' }, 'INVALID_PARAMETER'],
    ['an amount that is a number', { order_amount: 15 }, 'INVALID_PARAMETER'],
    ['an amount with a leading zero', { order_amount: '015.00' }, 'INVALID_PARAMETER'],
    ['an amount with a sign', { order_amount: '-15.00' }, 'INVALID_PARAMETER'],
    ['an amount of nothing', { order_amount: '0.00' }, 'INVALID_PARAMETER'],
    ['an amount above all bounds', { order_amount: '100000000.01' }, 'INVALID_PARAMETER'],
    ['an amount above what was agreed', { order_amount: '10000.01' }, 'INVALID_PARAMETER'],
    ['another type of amount', { amount_type: 'MAX_AMOUNT' }, 'INVALID_PARAMETER'],
    ['another category', { category_id: 'OTHER' }, 'INVALID_PARAMETER'],
    ['another product', { product_code: 'GENERAL_WITHHOLDING' }, 'INVALID_PARAMETER'],
    ['an agreement that is unknown', { credit_agreement_id: 'ZMOP1' }, 'CREDIT_AGREEMENT_INVALID'],
  ])('%s', async (_, changed, sub_code) => {
    const { standIn, merchant, agreement } = await startOpened();
    const answer = await merchant.call(order, orderOf(agreement, 'order-1', changed));
    expect(answer).toMatchObject({ code: '40004', sub_code });
    expect((await standIn.control('state')).data.orders).toEqual([]);
  });
});

test('an order runs, and says what it is', async () => {
  const { merchant, agreement } = await startOpened();
  const placed = await merchant.call(order, orderOf(agreement, 'order-1'));
  const id = placed.credit_biz_order_id;
  expect(placed).toMatchObject({ code: '10000', out_order_no: 'order-1' });
  for (const content of [{ out_order_no: 'order-1' }, { credit_biz_order_id: id }]) {
    const { traceId: _, ...found } = await merchant.call(query, content);
    expect(found).toEqual({
      code: '10000',
      msg: 'Success',
      credit_biz_order_id: id,
      order_status: 'INIT',
      create_time: '2026-01-05 12:00:00',
      credit_agreement_id: agreement,
      zm_service_id: '2026000000000000000000000001',
      product_code: 'CREDIT_PAY_AFTER_USE',
      total_amount: '15.00',
    });
  }
});

test('the same order again is the same, also once the service is closed; a changed one is refused', async () => {
  const { standIn, merchant, agreement, id, pay } = await startOrdered();
  const again = () => merchant.call(order, orderOf(agreement, 'order-1'));
  expect(await again()).toMatchObject({ code: '10000', credit_biz_order_id: id });
  expect(await merchant.call(order, orderOf(agreement, 'order-1', { order_amount: '15.01' }))).toMatchObject({
    sub_code: 'INVALID_PARAMETER',
  });
  await pay();
  await standIn.advance(1000);
  await standIn.control('close', { openId });
  expect(await again()).toMatchObject({ code: '10000', credit_biz_order_id: id });
  expect((await standIn.control('state')).data.orders).toHaveLength(1);
});

describe('what may be debited at most', () => {
  test.each([
    ['the amount of the order', {}, '15.00', '15.01'],
    ['what was agreed, for an estimate', { amount_type: 'RISK_AMOUNT' }, '20.00', '20.01'],
    [
      'what was agreed, for an order without an amount',
      { order_amount: undefined, amount_type: undefined },
      '20.00',
      '20.01',
    ],
  ])('is %s', async (_, changed, allowed, refused) => {
    const { standIn, merchant, agreement } = await startOpened();
    await standIn.control('service', { capFen: 2000 });
    const placed = await merchant.call(order, orderOf(agreement, 'order-1', changed));
    const id = placed.credit_biz_order_id;
    expect(await merchant.call('alipay.trade.pay', payOf(id, refused))).toMatchObject({
      sub_code: 'ACQ.PRODUCT_AMOUNT_LIMIT_ERROR',
    });
    expect(await merchant.call('alipay.trade.pay', payOf(id, allowed))).toMatchObject({ code: '10000' });
  });
});

describe("Zhima's own look at the user", () => {
  const place = async ({ merchant, agreement }: Awaited<ReturnType<typeof startOpened>>, no: string) =>
    merchant.call(order, orderOf(agreement, no));

  test('declines one order on request', async () => {
    const opened = await startOpened();
    for (const code of ['ZHIMA_EVALUATE_NO_PASS', 'ZHIMA_CHECK_NO_PASS']) {
      await opened.standIn.control('behaviour', { declineNextOrder: code });
      expect(await place(opened, 'order-1')).toMatchObject({ code: '40004', sub_code: code });
    }
    expect(await place(opened, 'order-1')).toMatchObject({ code: '10000' });
  });

  test('declines a user who is blocked', async () => {
    const opened = await startOpened();
    await opened.standIn.control('user', { openId, blocked: true });
    expect(await place(opened, 'order-1')).toMatchObject({ sub_code: 'ZHIMA_EVALUATE_NO_PASS' });
  });

  test('takes a user whose score has fallen since he opened the service', async () => {
    const opened = await startOpened();
    await opened.standIn.control('user', { openId, score: 400 });
    expect(await place(opened, 'order-1')).toMatchObject({ code: '10000' });
  });
});

test('a service of fixed amounts takes no credit orders', async () => {
  const { standIn, merchant, agreement } = await startOpened();
  await standIn.control('service', { mode: 'fixed' });
  expect(await merchant.call(order, orderOf(agreement, 'order-1'))).toMatchObject({
    sub_code: 'CHECK_SIGN_SALES_FAIL',
  });
});

test.each([
  ['nothing', {}, 'INVALID_PARAMETER'],
  ['a number that is unknown', { out_order_no: 'order-9' }, 'ORDER_NOT_EXIST'],
  ['an order that is unknown', { credit_biz_order_id: 'ZMCB9' }, 'ORDER_NOT_EXIST'],
])('a query for %s is refused', async (_, content, sub_code) => {
  const { merchant } = await startOrdered();
  expect(await merchant.call(query, content)).toMatchObject({ code: '40004', sub_code });
});
