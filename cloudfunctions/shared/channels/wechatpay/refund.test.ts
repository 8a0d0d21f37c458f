import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDER } from '../../testing/builders.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import { ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import { aWechatpayConfig, PARTIES, signed } from '../../testing/wechatpayPeer.ts';
import type { Channel } from '../channel.ts';
import { wechatpayChannel } from './wechatpay.ts';

const server = new ScriptedServer();
const stranger = aKeyPair();
const refundNo = `${ORDER}-1`;
const paid = { orderId: ORDER, transactionId: '4200000001', paidFen: 16_800 };
const answer = (status: string, changes: object = {}) => ({
  refund_id: '5030000001',
  out_refund_no: refundNo,
  transaction_id: '4200000001',
  status,
  amount: { refund: 500, total: 16_800, currency: 'CNY' },
  ...changes,
});
let channel: Channel;

beforeAll(async () => {
  channel = wechatpayChannel(aWechatpayConfig({ baseUrl: await server.start() }));
});
afterAll(() => server.stop());

const request = () => channel.refundRequest({ ...paid, refundNo, amountFen: 500 });

describe('a refund', () => {
  it('is asked for by the transaction, never by the order', async () => {
    server.answers(signed(200, answer('PROCESSING')));
    await channel.sendRefund(request());
    expect(server.asked[0]).toMatchObject({ method: 'POST', url: '/v3/refund/domestic/refunds' });
    expect(server.bodyAt(0)).toEqual({
      transaction_id: '4200000001',
      out_refund_no: refundNo,
      reason: '商品退款',
      notify_url: 'https://houfu.service.tcloudbase.com/wechatpay/callback',
      amount: { refund: 500, total: 16_800, currency: 'CNY' },
    });
    expect(request()).toMatchObject({ orderId: ORDER, withPayerId: false });
  });

  it('is asked about by our own number', async () => {
    server.answers(signed(200, answer('SUCCESS')));
    await channel.queryRefund({ refundNo, transactionId: 'tx-1' });
    expect(server.asked[0]).toMatchObject({ method: 'GET', url: `/v3/refund/domestic/refunds/${refundNo}` });
  });

  const calls = [
    ['sent', () => channel.sendRefund(request())],
    ['asked about', () => channel.queryRefund({ refundNo, transactionId: 'tx-1' })],
  ] as const;

  it.each(calls)('%s stands as the signed answer says', async (_what, call) => {
    const stages = { PROCESSING: 'processing', SUCCESS: 'refunded', CLOSED: 'closed', ABNORMAL: 'abnormal' };
    for (const [status, stage] of Object.entries(stages)) {
      server.answers(signed(200, answer(status)));
      expect(await call()).toEqual({
        kind: 'facts',
        facts: { refundNo, channelRefundId: '5030000001', amountFen: 500, stage },
      });
    }
  });

  it.each(calls)('%s is refused or not found as the answer says', async (_what, call) => {
    server.answers(signed(400, { code: 'INVALID_REQUEST' }), unsigned(404, { code: 'RESOURCE_NOT_EXISTS' }));
    expect(await call()).toEqual({ kind: 'refused', code: 'INVALID_REQUEST', signed: true });
    expect(await call()).toEqual({ kind: 'notFound', signed: false });
  });

  it.each([
    ['that nobody has signed', unsigned(200, answer('SUCCESS'))],
    ['that a stranger has signed', signed(200, answer('SUCCESS'), stranger.privateKey)],
    ['about another refund', signed(200, answer('SUCCESS', { out_refund_no: `${ORDER}-2` }))],
    ['to another merchant', signed(200, answer('SUCCESS', { ...PARTIES, mchid: '1900000002' }))],
    ['in an unknown state', signed(200, answer('LOST'))],
    ['without an amount', signed(200, answer('SUCCESS', { amount: {} }))],
    ['with a broken amount', signed(200, answer('SUCCESS', { amount: { refund: 0.5 } }))],
    ['from a broken server', signed(500, { code: 'SYSTEM_ERROR' })],
    ['that does not come', 'hang up' as const],
  ])('is not concluded from an answer %s', async (_what, given) => {
    for (const [, call] of calls) {
      server.answers(given);
      expect((await call()).kind).toBe('unknown');
    }
  });
});
