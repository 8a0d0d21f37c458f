import { describe, expect, it } from 'vitest';
import { ORDER, T0 } from '../../testing/builders.ts';
import { aWechatpayConfig, PARTIES } from '../../testing/wechatpayPeer.ts';
import { CallbackRefused } from '../channel.ts';
import { contentOf } from './callbackContent.ts';
import type { WechatpayConfig } from './config.ts';

const of = (event: string, content: object, changes: Partial<WechatpayConfig> = {}) =>
  contentOf(aWechatpayConfig(changes), event, JSON.stringify(content), T0);

const running = {
  ...PARTIES,
  out_order_no: ORDER,
  order_id: 'wx-1',
  state: 'DOING',
  state_description: 'USER_CONFIRM',
};
const paid = {
  ...running,
  state: 'DONE',
  state_description: 'MCH_COMPLETE',
  collection: { state: 'USER_PAID', paid_amount: 16_800, details: [{ transaction_id: 'tx-1' }] },
};
const closed = { ...PARTIES, openid: 'openid-1', user_service_status: 'USER_CLOSE_SERVICE' };
const refund = {
  mchid: PARTIES.mchid,
  transaction_id: 'tx-1',
  out_refund_no: `${ORDER}-1`,
  refund_id: '5030000001',
  refund_status: 'SUCCESS',
  amount: { total: 16_800, refund: 500, payer_total: 16_800, payer_refund: 500 },
};

describe('a callback tells', () => {
  it('that an order is paid', () => {
    expect(of('PAYSCORE.USER_PAID', paid)).toMatchObject({
      kind: 'order',
      facts: { orderId: ORDER, stage: 'paid', payment: { paidFen: 16_800, transactionId: 'tx-1' } },
    });
  });

  it('that the buyer has agreed', () => {
    expect(of('PAYSCORE.USER_CONFIRM', running)).toMatchObject({
      kind: 'order',
      facts: { stage: 'running' },
    });
  });

  it('of an order that must still be confirmed what its mode makes of it', () => {
    const created = { ...running, state: 'CREATED' };
    const stage = (mode: WechatpayConfig['mode']) => of('PAYSCORE.USER_CONFIRM', created, { mode });
    expect(stage('confirmEach')).toMatchObject({ facts: { stage: 'awaitingBuyer' } });
    expect(stage('authoriseOnce')).toMatchObject({ facts: { stage: 'declined' } });
  });

  it.each([
    ['PAYSCORE.USER_OPEN_SERVICE', 'USER_OPEN_SERVICE', 'active'],
    ['PAYSCORE.USER_CLOSE_SERVICE', 'USER_CLOSE_SERVICE', 'ended'],
  ])('with %s that the service is %s', (event, user_service_status, state) => {
    expect(of(event, { ...closed, user_service_status })).toEqual({
      kind: 'authorisation',
      openid: 'openid-1',
      state,
    });
  });

  it.each([
    ['REFUND.SUCCESS', 'SUCCESS', 'refunded'],
    ['REFUND.CLOSED', 'CLOSED', 'closed'],
    ['REFUND.ABNORMAL', 'ABNORMAL', 'abnormal'],
  ])('with %s how a refund has ended', (event, refund_status, stage) => {
    expect(of(event, { ...refund, refund_status })).toEqual({
      kind: 'refund',
      facts: { refundNo: `${ORDER}-1`, channelRefundId: '5030000001', amountFen: 500, stage },
    });
  });

  it.each(['PAYSCORE.USER_ACCEPTED', 'TRANSACTION.SUCCESS', 'REFUND.PERHAPS', 'toString'])(
    'nothing with %s, which does not concern us',
    (event) => expect(of(event, paid)).toEqual({ kind: 'ignored' }),
  );
});

describe('a callback is refused', () => {
  const events = [
    ['PAYSCORE.USER_CONFIRM', running],
    ['PAYSCORE.USER_PAID', paid],
    ['PAYSCORE.USER_OPEN_SERVICE', closed],
    ['PAYSCORE.USER_CLOSE_SERVICE', closed],
    ['REFUND.SUCCESS', refund],
  ] as const;

  it.each(events)('if %s is for another merchant, app or service', (event, content) => {
    for (const other of [{ mchid: '1900000002' }, { mchid: 7 }, { appid: 'wx2' }, { service_id: '2' }]) {
      expect(() => of(event, { ...content, ...other })).toThrow(CallbackRefused);
    }
  });

  it.each(events)('if %s is not of the form that is documented', (event, content) => {
    for (const field of ['out_order_no', 'order_id', 'openid', 'out_refund_no', 'refund_id'])
      if (field in content) expect(() => of(event, { ...content, [field]: 7 })).toThrow(CallbackRefused);
    expect(() => of(event, {})).toThrow(CallbackRefused);
    expect(() => contentOf(aWechatpayConfig(), event, 'no JSON', T0)).toThrow(CallbackRefused);
  });

  it.each([
    ['PAYSCORE.USER_PAID', { ...paid, state: 'LOST' }],
    ['PAYSCORE.USER_OPEN_SERVICE', { ...closed, user_service_status: 'PERHAPS' }],
    ['REFUND.SUCCESS', { ...refund, refund_status: 'PERHAPS' }],
    ['REFUND.SUCCESS', { ...refund, amount: { refund: 0.5 } }],
  ])('if %s has a value that is not documented', (event, content) => {
    expect(() => of(event, content)).toThrow(CallbackRefused);
  });
});

it('a callback about a combination of states that is not documented comes again, for the order is asked meanwhile', () => {
  const contradiction = { ...paid, collection: { state: 'USER_PAYING' } };
  expect(() => of('PAYSCORE.USER_PAID', contradiction)).toThrow(/not documented/);
  expect(() => of('PAYSCORE.USER_PAID', contradiction)).not.toThrow(CallbackRefused);
});
