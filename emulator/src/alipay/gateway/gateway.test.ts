import { describe, expect, test } from 'vitest';
import { minuteMs, plainTime } from '../../channels/times.ts';
import { FaultTable } from '../../control/faults.ts';
import { startAlipay, startOrdered } from '../testing/harness.ts';
import { isAlipays, postRaw, signedRequest } from '../testing/raw.ts';
import { zhima } from '../testing/requests.ts';
import { merchantOf } from '../testing/sdk.ts';

const china = (aheadMs: number) => plainTime(Date.now() + aheadMs);

describe('a request is refused', () => {
  test.each([
    ['without an app', { app_id: undefined }, '40001', 'isv.missing-app-id'],
    ['of another app', { app_id: '2021000000000002' }, '40002', 'isv.invalid-app-id'],
    ['without a version', { version: undefined }, '40001', 'isv.missing-version'],
    ['of another version', { version: '2.0' }, '40002', 'isv.invalid-parameter'],
    ['in another charset', { charset: 'GBK' }, '40002', 'isv.invalid-charset'],
    ['for another format', { format: 'XML' }, '40002', 'isv.invalid-format'],
    ['without a type of signature', { sign_type: undefined }, '40001', 'isv.missing-signature-type'],
    ['signed by RSA', { sign_type: 'RSA' }, '40002', 'isv.invalid-signature-type'],
    ['without a time', { timestamp: undefined }, '40001', 'isv.missing-timestamp'],
    ['with a time in another form', { timestamp: '2026-01-05T12:00:00' }, '40002', 'isv.invalid-timestamp'],
    ['that nobody plays', { method: 'alipay.trade.create' }, '40002', 'isv.invalid-method'],
    ['whose content is no JSON', { biz_content: '{' }, '40002', 'isv.illegal-json'],
    ['whose content is no object', { biz_content: '[]' }, '40004', 'ACQ.INVALID_PARAMETER'],
  ])('%s', async (_, changed, code, sub_code) => {
    const { environment } = await startAlipay();
    const { fields } = await postRaw(environment, signedRequest(environment, changed));
    expect(fields).toMatchObject({ code, sub_code, sub_msg: expect.any(String) });
  });

  test.each([
    ['unsigned', { sign: undefined }, '40001', 'isv.missing-signature'],
    ['changed on its way', { biz_content: '{"out_trade_no":"another"}' }, '40002', 'isv.invalid-signature'],
    [
      'with one more parameter',
      { notify_url: 'https://shop.example.com/' },
      '40002',
      'isv.invalid-signature',
    ],
  ])('%s', async (_, changed, code, sub_code) => {
    const { environment } = await startAlipay();
    const answer = await postRaw(environment, { ...signedRequest(environment, {}), ...changed });
    expect(answer.fields).toMatchObject({ code, sub_code });
    expect(isAlipays(environment, answer)).toBe(true);
  });

  test('without a method, as an error of the gateway', async () => {
    const { environment } = await startAlipay();
    const answer = await postRaw(environment, signedRequest(environment, { method: undefined }));
    expect(answer).toMatchObject({ name: 'error_response', fields: { sub_code: 'isv.missing-method' } });
  });
});

test('a wrong signature is answered by the text that should have been signed', async () => {
  const { environment } = await startAlipay();
  const { sign: _, ...parameters } = signedRequest(environment, { charset: 'UTF-8' });
  const { fields } = await postRaw(environment, { ...parameters, sign: 'bm8=' });
  expect(fields.sub_msg).toContain('charset=UTF-8&method=alipay.trade.query&sign_type=RSA2&timestamp=');
});

test('parameters without a value are not part of what is signed', async () => {
  const { environment } = await startAlipay();
  const { fields } = await postRaw(environment, { ...signedRequest(environment, {}), notify_url: '' });
  expect(fields.sub_code).toBe('ACQ.TRADE_NOT_EXIST');
});

test.each([
  [9 * minuteMs, 'ACQ.TRADE_NOT_EXIST'],
  [-9 * minuteMs, 'ACQ.TRADE_NOT_EXIST'],
  [11 * minuteMs, 'isv.invalid-timestamp'],
  [-11 * minuteMs, 'isv.invalid-timestamp'],
  // UTC instead of China's time, as a cloud function's clock has it.
  [-8 * 60 * minuteMs, 'isv.invalid-timestamp'],
])('a request that is %i ms ahead of Alipay answers %s', async (aheadMs, sub_code) => {
  const { environment } = await startAlipay();
  const request = signedRequest(environment, { timestamp: china(aheadMs) });
  expect((await postRaw(environment, request)).fields.sub_code).toBe(sub_code);
});

test("it is Alipay's own clock that counts", async () => {
  const standIn = await startAlipay();
  const { environment } = standIn;
  await standIn.control('behaviour', { clockAheadMs: 20 * minuteMs });
  const now = await postRaw(environment, signedRequest(environment, {}));
  expect(now.fields.sub_code).toBe('isv.invalid-timestamp');
  const then = signedRequest(environment, { timestamp: china(20 * minuteMs) });
  expect((await postRaw(environment, then)).fields.sub_code).toBe('ACQ.TRADE_NOT_EXIST');
});

test("an answer's signature is over the text as it stands, escapes included", async () => {
  const { environment } = await startAlipay();
  const answer = await postRaw(
    environment,
    signedRequest(environment, { biz_content: '{"out_trade_no":1}' }),
  );
  expect(answer).toMatchObject({
    status: 200,
    contentType: 'text/html;charset=utf-8',
    name: 'alipay_trade_query_response',
    fields: { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.INVALID_PARAMETER' },
  });
  expect(isAlipays(environment, answer)).toBe(true);
  const slashed = await postRaw(environment, signedRequest(environment, { method: 'a/b' }));
  expect(slashed.text).not.toContain('/');
  const wrong = await postRaw(environment, { ...signedRequest(environment, {}), return_url: 'https://a/b' });
  expect(wrong.text).toContain('https:\\/\\/a\\/b');
  expect(isAlipays(environment, wrong)).toBe(true);
});

test('whoever is no app of Alipay gets no signature', async () => {
  const { environment } = await startAlipay();
  const answer = await postRaw(environment, signedRequest(environment, { app_id: '2021000000000002' }));
  expect(answer).toMatchObject({ name: 'alipay_trade_query_response', sign: undefined });
});

test.each([
  ['badSignature', '验签失败'],
  ['foreignKey', '验签失败'],
  ['rsa', '验签失败'],
  ['unsigned', 'The "signature" argument'],
])('answers: %s, and the request takes effect all the same', async (answers, complaint) => {
  const { standIn, id, pay, merchant } = await startOrdered({ answers: 'normal' });
  await standIn.control('behaviour', { answers });
  await expect(pay()).rejects.toThrow(complaint);
  await standIn.control('behaviour', { answers: 'normal' });
  const query = merchant.call('alipay.trade.query', { out_trade_no: id });
  expect(await query).toMatchObject({ code: '10000', trade_status: 'WAIT_BUYER_PAY' });
});

test('refusals can come as an error of the gateway, unsigned or signed', async () => {
  const standIn = await startAlipay();
  const { environment } = standIn;
  await standIn.control('behaviour', { refusals: 'errorResponse' });
  const unsigned = await postRaw(environment, signedRequest(environment, {}));
  expect(unsigned).toMatchObject({ name: 'error_response', sign: undefined });
  expect(unsigned.fields.sub_code).toBe('ACQ.TRADE_NOT_EXIST');
  // What the SDK makes of it.
  const call = merchantOf(environment).call('alipay.trade.query', { out_trade_no: 'nothing' });
  await expect(call).rejects.toThrow(TypeError);
  await standIn.control('behaviour', { errorResponse: 'signed' });
  const signed = await postRaw(environment, signedRequest(environment, {}));
  expect(signed.name).toBe('error_response');
  expect(isAlipays(environment, signed)).toBe(true);
});

test('what succeeds is never an error of the gateway', async () => {
  const { standIn, pay } = await startOrdered();
  await standIn.control('behaviour', { refusals: 'errorResponse' });
  expect((await pay()).code).toBe('10000');
});

describe('fields that Alipay does not know', () => {
  const request = (environment: Readonly<Record<string, string>>) =>
    signedRequest(environment, { biz_content: '{"out_trade_no":"nothing","trade_number":"1"}' });
  const beside = (environment: Readonly<Record<string, string>>) =>
    signedRequest(environment, { trade_number: '1' });

  test('are ignored', async () => {
    const { environment } = await startAlipay();
    for (const each of [request, beside]) {
      expect((await postRaw(environment, each(environment))).fields.sub_code).toBe('ACQ.TRADE_NOT_EXIST');
    }
  });

  test('are refused on request, and by a strict emulator', async () => {
    const lenient = await startAlipay();
    await lenient.control('behaviour', { unknownFields: 'refuse' });
    const strict = await startAlipay({ strict: true });
    for (const { environment } of [lenient, strict]) {
      for (const each of [request, beside]) {
        const { fields } = await postRaw(environment, each(environment));
        expect(fields).toMatchObject({
          sub_code: 'ACQ.INVALID_PARAMETER',
          sub_msg: expect.stringContaining('trade_number'),
        });
      }
    }
  });
});

describe('faults strike by the name of the method', () => {
  async function startFaulty(effect: 'errorBefore' | 'errorAfter' | 'dropAfter', code?: string, times = 1) {
    const ordered = await startOrdered();
    const table = new FaultTable(async () => undefined);
    const match = { service: 'alipay', action: 'alipay.trade.pay' };
    table.add([{ match, effect, times, ...(code === undefined ? {} : { code }) }]);
    ordered.standIn.faults = table.around.bind(table);
    return ordered;
  }

  test.each([
    ['ACQ.SYSTEM_ERROR', '40004'],
    ['aop.ACQ.SYSTEM_ERROR', '20000'],
    ['isp.unknow-error', '20000'],
    ['isv.app-call-limited', '40005'],
    ['ACQ.BUYER_BALANCE_NOT_ENOUGH', '40004'],
  ])('as %s', async (sub_code, code) => {
    const { pay, trade } = await startFaulty('errorAfter', sub_code);
    expect(await pay()).toMatchObject({ code, sub_code });
    expect(await trade()).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
  });

  test('a code that Alipay does not have is a service that is not available', async () => {
    const { pay, trade } = await startFaulty('errorBefore', 'ANY');
    expect(await pay()).toMatchObject({ code: '20000', sub_code: 'isp.unknow-error' });
    expect(await trade()).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' });
  });

  test('a connection that is dropped is tried once more by the SDK, then the merchant has no answer', async () => {
    const { standIn, pay, order } = await startFaulty('dropAfter', undefined, 2);
    await expect(pay()).rejects.toThrow('HttpClient');
    expect(await order()).toHaveProperty('trade_no');
    const { log } = (await standIn.control('state')).data;
    expect(log.slice(-3)).toMatchObject([
      { action: 'alipay.trade.pay', status: 'dropped', verdict: 'dropped' },
      { action: 'alipay.trade.pay', status: 'dropped', verdict: 'dropped' },
      { action: `${zhima}.creditbizorder.query`, verdict: 'ok' },
    ]);
  });
});

test('every request is logged with its verdict', async () => {
  const standIn = await startAlipay();
  await postRaw(standIn.environment, signedRequest(standIn.environment, { sign_type: 'RSA' }));
  await postRaw(standIn.environment, signedRequest(standIn.environment, {}));
  expect((await standIn.control('state')).data.log).toMatchObject([
    { action: 'alipay.trade.query', status: 200, verdict: 'isv.invalid-signature-type' },
    { action: 'alipay.trade.query', status: 200, verdict: 'ACQ.TRADE_NOT_EXIST', message: '交易不存在' },
  ]);
});
