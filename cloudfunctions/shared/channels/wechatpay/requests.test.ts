import { describe, expect, it } from 'vitest';
import { ORDER } from '../../testing/builders.ts';
import { cancelRequest, completeRequest, createRequest } from './requests.ts';

const identity = {
  appid: 'wx1',
  serviceId: 'service-1',
  callbackUrl: 'https://houfu.example/callback',
  mode: 'authoriseOnce',
} as const;
const line = (title: string, quantity = 1) => ({
  productId: 'p',
  title,
  unitPriceFen: 100,
  quantity,
  amountFen: 100 * quantity,
});
const create = (titles: readonly string[], mode: 'authoriseOnce' | 'confirmEach' = 'authoriseOnce') =>
  createRequest(
    { ...identity, mode },
    { orderId: ORDER, amountFen: 300, lines: titles.map((title) => line(title)) },
  );
const bodyOf = ({ body }: { readonly body: string }) => JSON.parse(body);
const characters = (text: string) => [...text].length;

describe('the request to create', () => {
  it('names the amount as what is due later and as the risk, never as due now', () => {
    expect(create(['白瓷茶具'])).toMatchObject({ path: '/v3/payscore/serviceorder', withPayerId: true });
    expect(bodyOf(create(['白瓷茶具']))).toEqual({
      appid: 'wx1',
      service_id: 'service-1',
      out_order_no: ORDER,
      service_introduction: '白瓷茶具',
      post_payments: [{ name: '商品', amount: 300, description: '白瓷茶具×1' }],
      time_range: { start_time: 'OnAccept' },
      risk_fund: { name: 'ESTIMATE_ORDER_COST', amount: 300 },
      notify_url: 'https://houfu.example/callback',
      need_user_confirm: false,
    });
  });

  it('asks the buyer where he confirms each order, and then needs no openid', () => {
    const request = create(['白瓷茶具'], 'confirmEach');
    expect(request.withPayerId).toBe(false);
    expect(bodyOf(request)).toMatchObject({ need_user_confirm: true });
  });

  it('is the same for the same order, so that it can be sent again', () => {
    expect(create(['白瓷茶具', '保温杯'])).toEqual(create(['白瓷茶具', '保温杯']));
  });

  it.each([
    ['exactly as long as allowed', '瓷'.repeat(20), 20, false],
    ['one too long', '瓷'.repeat(21), 20, true],
    ['made of characters outside the basic plane', '𠮷'.repeat(40), 20, true],
  ])('cuts a title that is %s', (_what, title, length, cut) => {
    const { service_introduction: introduction, post_payments: payments } = bodyOf(create([title]));
    expect(characters(introduction)).toBe(length);
    expect(introduction.endsWith('…')).toBe(cut);
    expect(characters(payments[0].description)).toBeLessThanOrEqual(30);
    expect(introduction).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it('stays within the limits for twenty lines', () => {
    const body = bodyOf(create(Array(20).fill('新疆长绒棉四件套')));
    expect(characters(body.post_payments[0].description)).toBe(30);
    expect(body.out_order_no).toMatch(/^[0-9A-Za-z_-]{1,32}$/);
  });
});

describe('the other requests', () => {
  it('cancel with the reason, cut to fifty characters', () => {
    const request = cancelRequest(identity, ORDER, '长'.repeat(60));
    expect(request).toMatchObject({ path: `/v3/payscore/serviceorder/${ORDER}/cancel`, withPayerId: false });
    expect(bodyOf(request)).toEqual({
      appid: 'wx1',
      service_id: 'service-1',
      reason: `${'长'.repeat(49)}…`,
    });
  });

  it('complete with one amount, said twice, and the time in Beijing', () => {
    const request = completeRequest(identity, ORDER, 16_800, new Date('2025-12-31T16:00:00.000Z'));
    expect(request).toMatchObject({
      path: `/v3/payscore/serviceorder/${ORDER}/complete`,
      withPayerId: false,
    });
    const body = bodyOf(request);
    expect(body).toMatchObject({ total_amount: 16_800, time_range: { end_time: '20260101000000' } });
    expect(body.post_payments).toMatchObject([{ amount: 16_800 }]);
  });

  it('carry nothing that identifies the buyer', () => {
    const all = [
      create(['a']),
      cancelRequest(identity, ORDER, 'x'),
      completeRequest(identity, ORDER, 1, new Date(0)),
    ];
    for (const { body } of all) expect(Object.keys(JSON.parse(body))).not.toContain('openid');
  });
});
