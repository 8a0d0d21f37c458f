import { expect, test } from 'vitest';

import { dayMs } from '../channels/times.ts';
import { startAlipay, startOpened } from './testing/harness.ts';
import { open } from './testing/pages.ts';
import { agreementOf, openId, orderOf, payOf, zhima } from './testing/requests.ts';
import { merchantOf } from './testing/sdk.ts';

test('a user lives from login to refund, and the public SDK verifies all of it', async () => {
  const standIn = await startAlipay();
  const merchant = merchantOf(standIn.environment);
  const { authCode } = (await standIn.control('auth-codes', { openId })).data;
  const token = await merchant.sdk.exec(
    'alipay.system.oauth.token',
    { grantType: 'authorization_code', code: authCode, timestamp: '2026-01-05 12:00:00' },
    { validateSign: true },
  );
  expect(token).toMatchObject({ open_id: openId, expires_in: 1_296_000 });

  const signStr = merchant.signStr(`${zhima}.creditagreement.sign`, agreementOf('A-1'));
  await standIn.control('sign', { openId, signStr });
  const agreement = await merchant.call(`${zhima}.creditagreement.query`, { out_agreement_no: 'A-1' });
  expect(agreement).toMatchObject({ code: '10000', agreement_status: 'VALID', open_id: openId });

  const placed = await merchant.call(
    `${zhima}.creditbizorder.order`,
    orderOf(agreement.credit_agreement_id, 'order-1'),
  );
  const id = placed.credit_biz_order_id;
  expect(id).toMatch(/^ZMCB\d{20,30}$/);
  await standIn.advance(7 * dayMs);
  expect(await merchant.call('alipay.trade.pay', payOf(id, '12.50'))).toMatchObject({
    code: '10000',
    total_amount: '12.50',
  });
  expect(await merchant.call('alipay.trade.query', { out_trade_no: id })).toMatchObject({
    trade_status: 'WAIT_BUYER_PAY',
  });
  await standIn.advance(1000);
  const trade = await merchant.call('alipay.trade.query', { out_trade_no: id });
  expect(trade).toMatchObject({ trade_status: 'TRADE_SUCCESS', buyer_open_id: openId });
  const order = await merchant.call(`${zhima}.creditbizorder.query`, { out_order_no: 'order-1' });
  expect(order).toMatchObject({ order_status: 'TRADE_FINISHED', trade_no: trade.trade_no });

  const refund = { trade_no: trade.trade_no, refund_amount: '12.50', out_request_no: 'R-1' };
  expect(await merchant.call('alipay.trade.refund', refund)).toMatchObject({
    fund_change: 'Y',
    refund_fee: '12.50',
  });
  const { refund_amount: _, ...whichRefund } = refund;
  expect(await merchant.call('alipay.trade.fastpay.refund.query', whichRefund)).toMatchObject({
    refund_status: 'REFUND_SUCCESS',
    refund_amount: '12.50',
  });
  expect(await merchant.call('alipay.trade.query', { out_trade_no: id })).toMatchObject({
    trade_status: 'TRADE_CLOSED',
  });
  expect((await standIn.control('wallet', { openId })).data.balanceFen).toBe(1_000_000);
});

test('what comes several times at one moment happens once', async () => {
  const { standIn, merchant, agreement } = await startOpened();
  const thrice = <T>(ask: (turn: number) => Promise<T>) => Promise.all([0, 1, 2].map(ask));
  const order = `${zhima}.creditbizorder.order`;
  const placed = await thrice(() => merchant.call(order, orderOf(agreement, 'order-1')));
  const [id, another] = new Set(placed.map((one) => one.credit_biz_order_id));
  expect(another).toBeUndefined();
  const debits = await thrice(() => merchant.call('alipay.trade.pay', payOf(id, '15.00')));
  expect(new Set(debits.map((one) => one.trade_no)).size).toBe(1);

  const page = await open(standIn, { openId, view: 'order', outOrderNo: 'order-1' });
  await thrice(() => page.press('pay'));
  await standIn.advance(30 * dayMs);
  const balance = async () => (await standIn.control('wallet', { openId })).data.balanceFen;
  expect(await balance()).toBe(1_000_000 - 1500);

  const refund = (refund_amount: string, out_request_no: string) =>
    merchant.call('alipay.trade.refund', { out_trade_no: id, refund_amount, out_request_no });
  const same = await thrice(() => refund('5.00', 'R-1'));
  expect(same.map((one) => one.fund_change).sort()).toEqual(['N', 'N', 'Y']);
  const tooMuch = await thrice((turn) => refund('6.00', `R-${turn + 2}`));
  expect(tooMuch.filter((one) => one.code === '10000')).toHaveLength(1);
  expect(await balance()).toBe(1_000_000 - 400);
});
