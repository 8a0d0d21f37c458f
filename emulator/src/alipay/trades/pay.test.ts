import { describe, expect, test } from 'vitest';

import { startOrdered } from '../testing/harness.ts';
import { openId, payOf } from '../testing/requests.ts';

describe('a debit is refused for', () => {
  test.each([
    ['another scene', { scene: 'bar_code' }, 'ACQ.INVALID_PARAMETER'],
    ['another product', { product_code: 'FACE_TO_FACE_PAYMENT' }, 'ACQ.INVALID_PARAMETER'],
    ['a synchronous debit', { is_async_pay: false }, 'ACQ.INVALID_PARAMETER'],
    ['no word on that', { is_async_pay: undefined }, 'ACQ.INVALID_PARAMETER'],
    ['"true" as a string', { is_async_pay: 'true' }, 'ACQ.INVALID_PARAMETER'],
    ['no scene of credit', { extend_params: undefined }, 'ACQ.INVALID_PARAMETER'],
    ['another scene of credit', { extend_params: { creditTradeScene: 'X' } }, 'ACQ.INVALID_PARAMETER'],
    [
      'the scene under the name that the SDK would give it',
      { extend_params: { credit_trade_scene: 'CREDIT_PAY_UNCERTAIN_FEE' } },
      'ACQ.INVALID_PARAMETER',
    ],
    ['an amount without decimals', { total_amount: '15' }, 'ACQ.INVALID_PARAMETER'],
    ['an amount of nothing', { total_amount: '0.00' }, 'ACQ.INVALID_PARAMETER'],
    ['an amount above the order', { total_amount: '15.01' }, 'ACQ.PRODUCT_AMOUNT_LIMIT_ERROR'],
    ['another number than the order', { out_trade_no: 'order-1' }, 'ACQ.CONTEXT_INCONSISTENT'],
    ['an order that is unknown', { out_trade_no: 'Z', auth_code: 'Z' }, 'ACQ.PAYMENT_AUTH_CODE_INVALID'],
  ])('%s', async (_, changed, sub_code) => {
    const { merchant, id, order } = await startOrdered();
    const answer = await merchant.call('alipay.trade.pay', payOf(id, '15.00', changed));
    expect(answer).toMatchObject({ code: '40004', sub_code });
    expect(await order()).not.toHaveProperty('trade_no');
  });

  test.each(['http://shop.example.com/notify', 'https://127.0.0.1/notify', 'https://shop.example.com/?a=b'])(
    'notify_url %s',
    async (notify_url) => {
      const { merchant, id } = await startOrdered();
      const answer = await merchant.call('alipay.trade.pay', payOf(id, '15.00'), { notify_url });
      expect(answer).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' });
    },
  );
});

test('the answer says that the debit was taken on, not that anything was paid', async () => {
  const { pay, trade, id, order } = await startOrdered();
  const { traceId: _, ...answer } = await pay('12.00');
  expect(answer).toEqual({
    code: '10000',
    msg: 'Success',
    credit_pay_mode: 'creditAdvanceV2',
    trade_no: expect.stringMatching(/^\d{20,32}$/),
    out_trade_no: id,
    credit_biz_order_id: id,
    buyer_open_id: openId,
    buyer_logon_id: '138****0000',
    total_amount: '12.00',
    async_payment_mode: 'NORMAL_ASYNC_PAY',
  });
  expect(await trade()).toMatchObject({ trade_status: 'WAIT_BUYER_PAY', trade_no: answer.trade_no });
  expect(await order()).toMatchObject({ order_status: 'INIT', trade_no: answer.trade_no });
});

test('the other code that sources tell of', async () => {
  const { pay } = await startOrdered({ payAnswer: '10003' });
  expect(await pay()).toMatchObject({ code: '10003', msg: 'order success pay inprocess' });
});

test('the same again tells how it stands and debits nothing twice; another amount is refused', async () => {
  const { standIn, pay, trade } = await startOrdered();
  await standIn.control('wallet', { openId, balanceFen: 0 });
  const first = await pay();
  await standIn.advance(1000);
  expect(await pay()).toMatchObject({ code: '10000', trade_no: first.trade_no });
  for (const amount of ['14.99', '10.00']) {
    expect(await pay(amount)).toMatchObject({ code: '40004', sub_code: 'ACQ.CONTEXT_INCONSISTENT' });
  }
  await standIn.control('wallet', { openId, balanceFen: 5000 });
  await standIn.advance(3_600_000);
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_amount: '15.00' });
  expect((await standIn.control('wallet', { openId })).data.balanceFen).toBe(3500);
});

test('an order that was debited is not debited again', async () => {
  const { standIn, pay } = await startOrdered();
  await pay();
  await standIn.advance(1000);
  expect(await pay()).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_HAS_SUCCESS' });
  expect(await pay('10.00')).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_SUCCESS' });
  await standIn.advance(30 * 86_400_000);
  expect((await standIn.control('wallet', { openId })).data.balanceFen).toBe(1_000_000 - 1500);
});

describe('a merchant that is told at once that there is no money', () => {
  test.each([
    [{ balanceFen: 0 }, 'ACQ.BUYER_BALANCE_NOT_ENOUGH'],
    [{ willing: false }, 'ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE'],
  ])('%j: %s, and the debit goes on all the same', async (wallet, sub_code) => {
    const { standIn, pay, trade } = await startOrdered({ shortOfMoney: 'refuse' });
    await standIn.control('wallet', { openId, ...wallet });
    expect(await pay()).toMatchObject({ code: '40004', sub_code });
    expect(await trade()).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
    expect(await pay()).toMatchObject({ code: '10000' });
    await standIn.control('wallet', { openId, balanceFen: 1500, willing: true });
    await standIn.advance(1000);
    expect(await trade()).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
  });

  test('is told nothing if there is', async () => {
    const { pay } = await startOrdered({ shortOfMoney: 'refuse' });
    expect(await pay()).toMatchObject({ code: '10000' });
  });
});

describe('a trade', () => {
  test('is found by either number, the vendor’s own first', async () => {
    const { merchant, id, pay } = await startOrdered();
    const { trade_no } = await pay();
    for (const names of [{ trade_no }, { out_trade_no: id }, { trade_no, out_trade_no: 'another' }]) {
      expect(await merchant.call('alipay.trade.query', names)).toMatchObject({ trade_no, out_trade_no: id });
    }
  });

  test.each([
    ['nothing', {}, 'ACQ.INVALID_PARAMETER'],
    ['a number that is unknown', { out_trade_no: 'Z' }, 'ACQ.TRADE_NOT_EXIST'],
    ['a trade that is unknown', { trade_no: '2' }, 'ACQ.TRADE_NOT_EXIST'],
  ])('is not found by %s', async (_, names, sub_code) => {
    const { merchant, pay } = await startOrdered();
    await pay();
    expect(await merchant.call('alipay.trade.query', names)).toMatchObject({ sub_code });
  });

  test('does not exist before the debit was asked for', async () => {
    const { trade } = await startOrdered();
    expect(await trade()).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' });
  });
});
