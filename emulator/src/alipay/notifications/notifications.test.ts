import { describe, expect, test } from 'vitest';

import { dayMs, hourMs, minuteMs } from '../../channels/times.ts';
import { startOrdered, tradeUrl } from '../testing/harness.ts';
import { appGateway, openId, payOf } from '../testing/requests.ts';
import { deliveriesOf, idsOf, parametersOf, startPaying, timesOf } from '../testing/told.ts';

test('a trade is told at its notify_url, an order by a message to the gateway of the app', async () => {
  const ordered = await startPaying();
  await ordered.standIn.advance(1000);
  const { trade_no } = await ordered.trade();
  expect(ordered.standIn.sent.map(({ url }) => url)).toEqual([tradeUrl, appGateway]);
  expect(ordered.standIn.sent[0]?.headers).toEqual({
    'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
  });
  const [trade, message] = parametersOf(ordered);
  expect(trade).toEqual({
    notify_id: expect.any(String),
    notify_time: '2026-01-05 12:00:01',
    notify_type: 'trade_status_sync',
    charset: 'utf-8',
    version: '1.0',
    sign_type: 'RSA2',
    sign: expect.any(String),
    app_id: '2021000000000001',
    auth_app_id: '2021000000000001',
    seller_id: '2088000000000001',
    trade_no,
    out_trade_no: ordered.id,
    credit_biz_order_id: ordered.id,
    trade_status: 'TRADE_SUCCESS',
    subject: '先用后付订单',
    buyer_open_id: openId,
    total_amount: '15.00',
    receipt_amount: '15.00',
    buyer_pay_amount: '15.00',
    gmt_create: '2026-01-05 12:00:00',
    gmt_payment: '2026-01-05 12:00:01',
    credit_pay_mode: 'creditAdvanceV2',
  });
  expect(message).toEqual({
    notify_id: expect.any(String),
    msg_method: 'zhima.credit.payafteruse.creditbizorder.changed',
    biz_content: JSON.stringify({ out_order_no: 'order-1', order_status: 'TRADE_FINISHED', trade_no }),
    utc_timestamp: String(Date.now()),
    charset: 'UTF-8',
    version: '1.1',
    sign_type: 'RSA2',
    sign: expect.any(String),
    app_id: '2021000000000001',
  });
});

test('what is signed is every parameter with a value but sign and sign_type, by name', async () => {
  const ordered = await startPaying();
  await ordered.standIn.advance(1000);
  for (const { body } of ordered.standIn.sent) {
    const { sign = '', sign_type: _, ...told } = Object.fromEntries(new URLSearchParams(body.toString()));
    const names = Object.keys(told).sort();
    const text = names.map((name) => `${name}=${told[name]}`).join('&');
    expect(ordered.merchant.sdk.rsaCheck(text, sign)).toBe(true);
  }
});

test('a debit without a notify_url is told by the message alone', async () => {
  const { standIn, merchant, id } = await startOrdered();
  await merchant.call('alipay.trade.pay', payOf(id, '15.00'));
  await standIn.advance(dayMs);
  expect(standIn.sent.map(({ url }) => url)).toEqual([appGateway]);
});

describe('when the event happens', () => {
  test('lost: it is never sent', async () => {
    const ordered = await startPaying({ callbacks: 'lost' });
    await ordered.standIn.advance(10 * dayMs);
    expect(ordered.standIn.sent).toEqual([]);
    expect(await deliveriesOf(ordered)).toMatchObject([{ status: 'lost' }, { status: 'lost' }]);
  });

  test('duplicate: it comes again a second after it was accepted, under the same id', async () => {
    const ordered = await startPaying({ callbacks: 'duplicate' });
    await ordered.standIn.advance(hourMs);
    expect(timesOf(ordered, tradeUrl)).toEqual([0, 1000]);
    expect(new Set(idsOf(ordered, tradeUrl)).size).toBe(1);
  });

  test('duplicateNewId: it comes again under another', async () => {
    const ordered = await startPaying({ callbacks: 'duplicateNewId' });
    await ordered.standIn.advance(hourMs);
    expect(timesOf(ordered, appGateway)).toEqual([0, 1000]);
    expect(new Set(idsOf(ordered, appGateway)).size).toBe(2);
  });

  test('late: it comes when told', async () => {
    const ordered = await startPaying({ callbacks: 'late', callbackDelayMs: hourMs });
    await ordered.standIn.advance(hourMs + 999);
    expect(ordered.standIn.sent).toEqual([]);
    await ordered.standIn.advance(1);
    expect(ordered.standIn.sent).toHaveLength(2);
  });

  test('reversed: the later event of the same order comes first', async () => {
    const ordered = await startPaying({ callbacks: 'reversed' });
    await ordered.standIn.advance(hourMs);
    expect(ordered.standIn.sent.map(({ url }) => url)).toEqual([appGateway, tradeUrl]);
  });

  test('reversed: what was overtaken once is not held back again', async () => {
    const ordered = await startPaying({ callbacks: 'reversed' });
    const { standIn, merchant, id } = ordered;
    await standIn.advance(1000);
    const refund = { out_trade_no: id, refund_amount: '15.00', out_request_no: 'R-1' };
    await merchant.call('alipay.trade.refund', refund);
    await standIn.advance(hourMs);
    const told = parametersOf(ordered).map((one) => (one instanceof Error ? one : one['trade_status']));
    expect(told).toEqual([undefined, undefined, 'TRADE_SUCCESS', 'TRADE_CLOSED']);
  });

  test('reversed: if nothing else happens it comes all the same', async () => {
    const { standIn } = await startOrdered();
    await standIn.control('behaviour', { callbacks: 'reversed' });
    await standIn.control('sign', { openId: 'o-user-2', outAgreementNo: 'A-2' });
    await standIn.advance(10 * minuteMs - 1);
    expect(standIn.sent).toEqual([]);
    await standIn.advance(1);
    expect(standIn.callbacks).toMatchObject([{ content: { agreement_status: 'VALID' } }]);
  });
});

describe('at each attempt', () => {
  test.each([
    ['tampered', 'bad signature'],
    ['foreignKey', 'bad signature'],
    ['foreignApp', 'not our app'],
    ['rsa', 'not RSA2'],
  ])('%s: %s; the good one comes later', async (callbacks, complaint) => {
    const ordered = await startPaying({ callbacks });
    const { standIn } = ordered;
    standIn.answerCallback = () => (standIn.callbacks.at(-1) instanceof Error ? 'fail' : 'success');
    await standIn.advance(1000);
    expect(standIn.callbacks).toEqual([new Error(complaint), new Error(complaint)]);
    await standIn.control('behaviour', { callbacks: 'normal' });
    await standIn.advance(hourMs);
    expect(parametersOf(ordered).slice(2)).toMatchObject([
      { msg_method: expect.any(String) },
      { trade_status: 'TRADE_SUCCESS' },
    ]);
  });

  test('rsa: the signature is good, for whoever takes RSA', async () => {
    const { standIn, merchant } = await startPaying({ callbacks: 'rsa' });
    await standIn.advance(1000);
    const parameters = Object.fromEntries(new URLSearchParams(standIn.sent[0]?.body.toString()));
    expect(parameters['sign_type']).toBe('RSA');
    expect(merchant.sdk.checkNotifySignV2(parameters)).toBe(true);
  });

  test('foreignApp: the signature is good', async () => {
    const { standIn, merchant } = await startPaying({ callbacks: 'foreignApp' });
    await standIn.advance(1000);
    const parameters = Object.fromEntries(new URLSearchParams(standIn.sent[0]?.body.toString()));
    expect(merchant.sdk.checkNotifySignV2(parameters)).toBe(true);
  });

  test('emptyParameter: one has no value, and the signature does not cover it', async () => {
    const ordered = await startPaying({ callbacks: 'emptyParameter' });
    const { standIn, merchant } = ordered;
    await standIn.advance(1000);
    const [parameters] = parametersOf(ordered);
    expect(parameters).toMatchObject({ passback_params: '', trade_status: 'TRADE_SUCCESS' });
    // As the SDK verifies, it is forged.
    expect(merchant.sdk.checkNotifySignV2(parameters)).toBe(false);
  });

  test('twice: the same comes twice at one moment, until both are accepted', async () => {
    const ordered = await startPaying({ callbacks: 'twice' });
    const { standIn } = ordered;
    standIn.answerCallback = () => (standIn.callbacks.length === 2 ? 'fail' : 'success');
    await standIn.advance(1000);
    expect(timesOf(ordered, tradeUrl)).toEqual([0, 0]);
    expect(new Set(idsOf(ordered, tradeUrl)).size).toBe(1);
    const pending = (await deliveriesOf(ordered)).find(({ status }) => status === 'pending');
    expect(pending?.attempts).toMatchObject([{ sentAs: 'twice', twin: expect.any(String) }]);
  });
});

test("notifications to a host can be led to a developer's own server", async () => {
  const { standIn } = await startPaying();
  const { host } = new URL(tradeUrl);
  await standIn.control('callbackTo', { host, origin: 'http://127.0.0.1:3000' });
  await standIn.advance(1000);
  expect(standIn.sent.map(({ url }) => url)).toEqual([
    'http://127.0.0.1:3000/alipay/trade',
    'http://127.0.0.1:3000/alipay/notify',
  ]);
});
