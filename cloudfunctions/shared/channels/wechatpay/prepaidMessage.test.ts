import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { anOrder, ORDER } from '../../testing/builders.ts';
import { ScriptedServer, unsigned } from '../../testing/scriptedServer.ts';
import { aWechatpayConfig, PARTIES, signed } from '../../testing/wechatpayPeer.ts';
import { wechatpayChannel } from './wechatpay.ts';

const server = new ScriptedServer();
let baseUrl: string;
beforeAll(async () => {
  baseUrl = await server.start();
});
afterAll(() => server.stop());
// Only the date: the rest of the world must run on.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T10:00:00+08:00') }));
afterEach(() => vi.useRealTimers());

const announce = (chargeAt: string, prepaidMessage = true) =>
  wechatpayChannel(aWechatpayConfig({ baseUrl, prepaidMessage })).announceCharge({
    order: anOrder(),
    chargeFen: 12_000,
    chargeAt: new Date(chargeAt),
  });

describe('a coming charge is announced', () => {
  it.each([
    ['2026-03-08T00:00:00+08:00', '20260308'],
    ['2026-03-08T23:59:59+08:00', '20260308'],
    ['2026-03-09T07:00:00+08:00', '20260309'],
  ])('for %s with that day in Beijing', async (chargeAt, day) => {
    server.answers(signed(204, ''));
    expect(await announce(chargeAt)).toBe('sent');
    const url = `/v3/payscore/serviceorder/${ORDER}/send-prepaidmessage`;
    expect(server.asked[0]).toMatchObject({ method: 'POST', url });
    expect(server.bodyAt(0)).toEqual({
      service_id: PARTIES.service_id,
      post_payments: [{ name: '商品信息', amount: 16_800, description: '白瓷茶具', count: 1 }],
      post_discounts: [{ name: '商家优惠', description: '商家调低应付金额', amount: 4_800 }],
      total_amount: 12_000,
      prepaid_time: day,
    });
  });

  it('not at all if it is nearer than seven days, or not to be announced', async () => {
    server.answers(signed(204, ''));
    expect(await announce('2026-03-07T23:59:59+08:00')).toBe('refused');
    expect(await announce('2026-03-20T00:00:00+08:00', false)).toBe('refused');
    expect(server.asked).toEqual([]);
  });

  it.each([
    ['refused', () => signed(400, { code: 'INVALID_REQUEST' })],
    ['refused', () => signed(404, { code: 'ORDER_NOT_EXIST' })],
    ['refused', () => unsigned(403, { code: 'NO_AUTH' })],
    ['unknown', () => unsigned(204, '')],
    ['unknown', () => signed(500, {})],
    ['unknown', () => 'hang up' as const],
  ])('or %s', async (expected, answer) => {
    server.answers(answer());
    expect(await announce('2026-03-20T00:00:00+08:00')).toBe(expected);
    expect(server.asked).toHaveLength(1);
  });
});
