import { describe, expect, test } from 'vitest';

import { dayMs } from '../../channels/times.ts';
import { startOrdered } from '../testing/harness.ts';
import { openId, zhima } from '../testing/requests.ts';

async function startFinishing(behaviour: object = {}) {
  const ordered = await startOrdered(behaviour);
  const finish = (changed: object = {}) =>
    ordered.merchant.call(`${zhima}.creditbizorder.finish`, {
      credit_biz_order_id: ordered.id,
      is_fulfilled: 'false',
      out_request_no: 'F-1',
      ...changed,
    });
  return { ...ordered, finish };
}

describe('an order that runs', () => {
  test.each([
    ['false', false],
    ['true', true],
  ])('is closed without a debit (fulfilled: %s)', async (is_fulfilled, fulfilled) => {
    const { standIn, finish, order, id } = await startFinishing();
    expect(await finish({ is_fulfilled })).toMatchObject({
      code: '10000',
      credit_biz_order_id: id,
      out_request_no: 'F-1',
      order_status: 'TRADE_CLOSED',
    });
    expect(await order()).toMatchObject({ order_status: 'TRADE_CLOSED' });
    await standIn.advance(30 * dayMs);
    expect((await standIn.control('state')).data.orders).toMatchObject([{ fulfilled }]);
    expect((await standIn.control('wallet', { openId })).data.balanceFen).toBe(1_000_000);
    expect(standIn.callbacks).toMatchObject([
      { content: { out_order_no: 'order-1', order_status: 'TRADE_CLOSED' } },
    ]);
  });

  test('cannot be finished twice, whatever the number', async () => {
    const { finish } = await startFinishing();
    await finish();
    expect(await finish()).toMatchObject({ code: '40004', sub_code: 'ORDER_STATUS_INVALID' });
    expect(await finish({ out_request_no: 'F-2' })).toMatchObject({ sub_code: 'ORDER_STATUS_INVALID' });
  });

  test('cannot be debited any more', async () => {
    const { finish, pay } = await startFinishing();
    await finish();
    expect(await pay()).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_CLOSE' });
  });
});

test('a debit that has not succeeded is closed with its order, and never tried again', async () => {
  const { standIn, finish, pay, trade } = await startFinishing();
  await standIn.control('wallet', { openId, balanceFen: 0 });
  await pay();
  await standIn.advance(1000);
  expect(await finish()).toMatchObject({ order_status: 'TRADE_CLOSED' });
  const { jobs } = await standIn.service.exportState();
  expect(jobs.map(({ kind }) => kind)).toEqual(['deliver', 'deliver']);
  await standIn.control('wallet', { openId, balanceFen: 5000 });
  await standIn.advance(30 * dayMs);
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_CLOSED' });
  expect((await standIn.control('wallet', { openId })).data.balanceFen).toBe(5000);
  const told = standIn.callbacks.map((one) => (one instanceof Error ? one : one.parameters['trade_status']));
  expect(told).toEqual(['TRADE_CLOSED', undefined]);
  expect(standIn.timeline.next()).toBeNull();
});

test('an order that was debited is finished already', async () => {
  const { standIn, finish, pay } = await startFinishing();
  await pay();
  await standIn.advance(1000);
  expect(await finish()).toMatchObject({ sub_code: 'ORDER_STATUS_INVALID' });
});

test.each([
  ['an order that is unknown', { credit_biz_order_id: 'ZMCB9' }, 'ORDER_NOT_EXIST'],
  ['a boolean', { is_fulfilled: false }, 'INVALID_PARAMETER'],
  ['no word on fulfilment', { is_fulfilled: undefined }, 'INVALID_PARAMETER'],
  ['no number', { out_request_no: undefined }, 'INVALID_PARAMETER'],
])('a finish with %s is refused', async (_, changed, sub_code) => {
  const { finish, order } = await startFinishing();
  expect(await finish(changed)).toMatchObject({ code: '40004', sub_code });
  expect(await order()).toMatchObject({ order_status: 'INIT' });
});
