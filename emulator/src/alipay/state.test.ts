import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';

import { hourMs } from '../channels/times.ts';
import { startAlipay, startOrdered } from './testing/harness.ts';
import { openId, payOf, zhima } from './testing/requests.ts';

const copyOf = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

test('an import goes on where the export stopped: orders, wallets, keys, what is still to happen', async () => {
  const { standIn, pay, trade } = await startOrdered({ payAnswer: '10003' });
  await standIn.control('user', { openId, score: 640 });
  await pay();
  const exported = copyOf(await standIn.service.exportState());
  await standIn.advance(1000);
  await standIn.control('behaviour', { payAnswer: '10000' });
  await standIn.control('user', { openId, score: 500 });
  await standIn.service.importState(exported);
  expect((await standIn.control('behaviour', {})).data.payAnswer).toBe('10003');
  expect((await standIn.control('user', { openId })).data.score).toBe(640);
  expect(await trade()).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
  await standIn.advance(0);
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
  expect(standIn.service.environment(standIn.origin)).toEqual(standIn.environment);
});

test('what is imported is all that was exported, of whatever kind', async () => {
  const { standIn, merchant, pay, id } = await startOrdered();
  await pay();
  await standIn.advance(1000);
  const refund = { out_trade_no: id, refund_amount: '5.00', out_request_no: 'R-1' };
  await merchant.call('alipay.trade.refund', refund);
  await standIn.control('user', { openId, score: 640 });
  await standIn.control('service', { admissionScore: 650 });
  await standIn.control('auth-codes', { openId });
  await standIn.control('openView', { openId, view: 'agreement' });
  await standIn.control('callbackTo', { host: 'shop.example.com', origin: 'http://127.0.0.1:3000' });
  await standIn.control('behaviour', { payAnswer: '10003' });
  const exported = await standIn.service.exportState();
  const empty = Object.entries(exported.state).filter(([, kept]) => Array.isArray(kept) && kept.length === 0);
  expect(empty).toEqual([]);
  await standIn.service.reset();
  await standIn.service.importState(copyOf(exported));
  expect(await standIn.service.exportState()).toEqual(exported);
});

test('what was exported does not change any more', async () => {
  const { standIn, pay } = await startOrdered();
  const exported = await standIn.service.exportState();
  const before = JSON.stringify(exported);
  await pay();
  await standIn.control('auth-codes', { openId });
  expect(JSON.stringify(exported)).toBe(before);
});

test('what an import has nothing planned for goes on at once; an advance does not come early', async () => {
  const { standIn, merchant, pay, id } = await startOrdered({ refundDelayMs: hourMs });
  await pay();
  await standIn.advance(1000);
  const refund = { out_trade_no: id, refund_amount: '5.00', out_request_no: 'R-1' };
  await merchant.call('alipay.trade.refund', refund);
  await standIn.control('wallet', { openId: 'o-user-2', balanceFen: 0 });
  const { data } = await standIn.control('sign', { openId: 'o-user-2', outAgreementNo: 'A-2' });
  const placed = await merchant.call(`${zhima}.creditbizorder.order`, {
    credit_agreement_id: data.credit_agreement_id,
    out_order_no: 'order-2',
    subject: '茶',
  });
  const other = placed.credit_biz_order_id;
  await merchant.call('alipay.trade.pay', payOf(other, '5.00'));
  const exported = await standIn.service.exportState();
  await standIn.service.importState(copyOf({ ...exported, jobs: [] }));
  await standIn.advance(0);
  expect(standIn.callbacks.at(-1)).toMatchObject({ parameters: { out_biz_no: 'R-1' } });
  expect(await merchant.call('alipay.trade.query', { out_trade_no: other })).toMatchObject({
    trade_status: 'WAIT_BUYER_PAY',
  });
  await standIn.control('wallet', { openId: 'o-user-2', balanceFen: 500 });
  await standIn.advance(hourMs);
  expect(await merchant.call('alipay.trade.query', { out_trade_no: other })).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
  });
});

test('a notification that was being sent at the export is sent after the import', async () => {
  const { standIn, pay } = await startOrdered();
  await pay();
  let exported: unknown;
  standIn.answerCallback = async () => {
    exported ??= copyOf(await standIn.service.exportState());
    return 'success';
  };
  await standIn.advance(1000);
  expect(standIn.callbacks).toHaveLength(2);
  await standIn.service.importState(exported);
  await standIn.advance(0);
  expect(standIn.callbacks).toHaveLength(4);
});

test.each([
  ['a format that is another', { format: 'wechatpay/1' }],
  ['no keys', { keys: null }],
  ['a job of a kind that does not exist', { jobs: [{ atMs: 0, kind: 'expire', key: 'x' }] }],
  ['an order that is none', { state: { orders: [['x', null]] } }],
  ['users that are no list', { state: { users: {} } }],
])(
  'a state with %s is refused and changes nothing',
  async (_, damage: { format?: string; keys?: null; jobs?: object[]; state?: object }) => {
    const { standIn, order } = await startOrdered();
    const exported = await standIn.service.exportState();
    const damaged = { ...exported, ...damage, state: { ...exported.state, ...damage.state } };
    await expect(standIn.service.importState(damaged)).rejects.toThrow('alipay');
    expect(await order()).toMatchObject({ order_status: 'INIT' });
  },
);

test('a reset forgets everything but the keys, also those that were imported', async () => {
  const { standIn, order, pay } = await startOrdered({ callbacks: 'lost' });
  await pay();
  const exported = await standIn.service.exportState();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const app = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await standIn.service.importState({ ...exported, keys: { ...exported.keys, app } });
  expect(standIn.service.environment(standIn.origin)).not.toEqual(standIn.environment);
  await standIn.service.reset();
  expect(standIn.service.environment(standIn.origin)).toEqual(standIn.environment);
  expect((await order()).sub_code).toBe('ORDER_NOT_EXIST');
  const { data } = await standIn.control('state');
  expect(data).toMatchObject({ orders: [], agreements: [], deliveries: [], jobs: [] });
  expect(data.behaviour.callbacks).toBe('normal');
});

test('the keys of one process are those of every stand-in in it', async () => {
  const first = await startAlipay();
  const second = await startAlipay();
  expect(second.environment['ALIPAY_APP_KEY']).toBe(first.environment['ALIPAY_APP_KEY']);
});
