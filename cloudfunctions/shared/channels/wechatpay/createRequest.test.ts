import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderLine } from '../../domain/order/order.ts';
import { ORDER } from '../../testing/builders.ts';
import { aWechatpayConfig, PARTIES } from '../../testing/wechatpayPeer.ts';
import type { WechatpayConfig } from './config.ts';
import { createRequest } from './createRequest.ts';

/** The vendor's limits, written down once more. https://pay.weixin.qq.com/doc/v3/merchant/4012587900 */
const LIMITS = { introduction: 20, payments: 100, name: 20, description: 30, count: 100 };

const line = (changes: Partial<OrderLine> = {}): OrderLine => {
  const one = { title: '白瓷茶具', unitPriceFen: 150, quantity: 2, ...changes };
  const pictureUrl = 'https://shop.example.com/tea-set.jpg';
  return { productId: 'p', pictureUrl, amountFen: one.unitPriceFen * one.quantity, ...one };
};
const sum = (lines: readonly { readonly amountFen: number }[]) =>
  lines.reduce((total, { amountFen }) => total + amountFen, 0);
const create = (
  lines: readonly OrderLine[],
  changes: Partial<WechatpayConfig> = {},
  amountFen = sum(lines),
) => createRequest(aWechatpayConfig(changes), { orderId: ORDER, amountFen, lines });
const bodyOf = ({ body }: { readonly body: string }) => JSON.parse(body);
const characters = (text: string) => [...text].length;

describe('the request to create', () => {
  const plain = {
    appid: PARTIES.appid,
    service_id: PARTIES.service_id,
    out_order_no: ORDER,
    service_introduction: '白瓷茶具',
    post_payments: [{ name: '商品信息', amount: 300, description: '白瓷茶具', count: 2 }],
    time_range: { start_time: 'OnAccept' },
    risk_fund: { name: 'ESTIMATE_ORDER_COST', amount: 300 },
    notify_url: 'https://houfu.service.tcloudbase.com/wechatpay/callback',
    need_user_confirm: false,
  };

  it('names the amount as what is due later and as the risk, never as due now', () => {
    const request = create([line()], { orderApi: 'plain' });
    expect(request).toMatchObject({
      orderId: ORDER,
      path: '/v3/payscore/serviceorder',
      withPayerId: true,
    });
    expect(bodyOf(request)).toEqual(plain);
  });

  it('shows the goods, and leads back to the order, where the e-commerce call was granted', () => {
    const request = create([line()]);
    expect(request.path).toBe('/v3/payscore/servicepayondeliveryorder');
    expect(bodyOf(request)).toEqual({
      ...plain,
      shopping_info: {
        jump_link: {
          jump_link_type: 'JUMP_LINK_MINI_PROGRAM',
          appid: PARTIES.appid,
          path: `pages/order/order?id=${ORDER}`,
        },
        goods: [{ name: '白瓷茶具', picture: 'https://shop.example.com/tea-set.jpg', amount: 150, count: 2 }],
      },
    });
  });

  it('asks the buyer where he confirms each order, and then needs no openid', () => {
    const request = create([line()], { mode: 'confirmEach' });
    expect(request.withPayerId).toBe(false);
    expect(bodyOf(request)).toMatchObject({ need_user_confirm: true });
  });

  it('names the risk fund that the service was granted', () => {
    expect(bodyOf(create([line()], { riskFund: 'DEPOSIT' })).risk_fund).toEqual({
      name: 'DEPOSIT',
      amount: 300,
    });
  });

  it('is the same for the same order, so that it can be sent again', () => {
    const lines = [line(), line({ title: '保温杯' })];
    expect(create(lines)).toEqual(create(lines));
  });

  it('says more pieces than a count may have in words', () => {
    const { post_payments: payments, shopping_info: shopping } = bodyOf(create([line({ quantity: 101 })]));
    expect(payments).toEqual([{ name: '商品信息', amount: 15_150, description: '白瓷茶具×101' }]);
    expect(shopping.goods[0].count).toBe(101);
  });

  it('says one amount for all if the lines give another sum', () => {
    const { post_payments: payments } = bodyOf(create([line(), line({ title: '保温杯' })], {}, 500));
    expect(payments).toEqual([{ name: '商品信息', amount: 500, description: '白瓷茶具×2、保温杯×2' }]);
  });

  it('says one amount for all if there are more lines than an order may have payments', () => {
    const payments = (count: number) => bodyOf(create(Array<OrderLine>(count).fill(line()))).post_payments;
    expect(payments(100)).toHaveLength(100);
    expect(payments(101)).toMatchObject([{ amount: 101 * 300 }]);
  });

  it.each([
    ['exactly as long as allowed', '瓷'.repeat(20), 20, false],
    ['one too long', '瓷'.repeat(21), 20, true],
  ])('cuts a title that is %s', (_what, title, length, cut) => {
    const { service_introduction: introduction } = bodyOf(create([line({ title })]));
    expect(characters(introduction)).toBe(length);
    expect(introduction.endsWith('…')).toBe(cut);
    expect(introduction).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it.each([
    ['🍎红富士苹果', '红富士苹果'],
    ['👨‍👩‍👧全家福套餐', '全家福套餐'],
    ['𠮷祥挂件', '祥挂件'],
    ['茶具\u0000\n六件套', '茶具 六件套'],
    ['\uD83C礼盒', '礼盒'],
    ['🍎🍐', '商品'],
    ['  ', '商品'],
  ])('says %j as %j: WeChat Pay takes no characters of four bytes', (title, said) => {
    const { service_introduction, post_payments, shopping_info } = bodyOf(create([line({ title })]));
    expect([service_introduction, post_payments[0].description, shopping_info.goods[0].name]).toEqual([
      said,
      said,
      said,
    ]);
  });
});

describe('whatever is bought', () => {
  const lines = fc.array(
    fc
      .record({
        title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
        unitPriceFen: fc.integer({ min: 1, max: 10_000_000 }),
        quantity: fc.integer({ min: 1, max: 999 }),
      })
      .map(line),
    { minLength: 1, maxLength: 120 },
  );
  const cart = fc.record({ lines, offBy: fc.constantFrom(0, 0, 0, 1) });
  const orderApi = fc.constantFrom('plain' as const, 'delivery' as const);

  it('the payments add up to the amount, and everything stays within WeChat Pay’s limits', () => {
    let several = 0;
    fc.assert(
      fc.property(cart, orderApi, (bought, api) => {
        const amountFen = sum(bought.lines) - bought.offBy;
        const body = bodyOf(create(bought.lines, { orderApi: api }, amountFen));
        const payments: { name: string; amount: number; description: string; count?: number }[] =
          body.post_payments;
        if (payments.length > 1) several++;
        expect(payments.reduce((total, { amount }) => total + amount, 0)).toBe(amountFen);
        expect(body.risk_fund.amount).toBe(amountFen);
        expect(JSON.stringify(body)).not.toMatch(/[\u{10000}-\u{10FFFF}]|\p{Cs}/u);
        expect(payments.length).toBeGreaterThan(0);
        expect(payments.length).toBeLessThanOrEqual(LIMITS.payments);
        expect(characters(body.service_introduction)).toBeLessThanOrEqual(LIMITS.introduction);
        for (const { name, amount, description, count = 1 } of payments) {
          expect(characters(name)).toBeLessThanOrEqual(LIMITS.name);
          expect(characters(description)).toBeLessThanOrEqual(LIMITS.description);
          expect(Number.isInteger(amount) && Number.isInteger(count)).toBe(true);
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(LIMITS.count);
        }
        // Any other name may stand there once only.
        expect(new Set(payments.map(({ name }) => name))).toEqual(new Set(['商品信息']));
      }),
    );
    expect(several).toBeGreaterThan(10);
  });
});
