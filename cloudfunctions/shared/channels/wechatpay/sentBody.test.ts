import { describe, expect, it } from 'vitest';
import { aLine, anOrder, later, ORDER, T0 } from '../../testing/builders.ts';
import { completeRequest, modifyRequest } from './requests.ts';
import { sentBody } from './sentBody.ts';
import { toWechatTime } from './time.ts';

const config = { appid: 'wx1', serviceId: 'service-1' };
const order = anOrder({
  amountFen: 25_700,
  lines: [aLine(), aLine({ productId: 'thermos', title: '保温杯', unitPriceFen: 8_900, amountFen: 8_900 })],
});
const GOODS = [
  { name: '商品信息', amount: 16_800, description: '白瓷茶具', count: 1 },
  { name: '商品信息', amount: 8_900, description: '保温杯', count: 1 },
];

describe('what WeChat shows the buyer', () => {
  it('when he is charged, is what he bought', () => {
    const body = sentBody('complete', completeRequest(config, ORDER, 25_700, T0), order, null);
    expect(body).toMatchObject({ post_payments: GOODS, total_amount: 25_700 });
    expect(body).not.toHaveProperty('post_discounts');
  });

  it.each([
    ['complete', completeRequest(config, ORDER, 20_000, T0)],
    ['modify', modifyRequest(config, ORDER, 20_000, '瑕疵')],
  ] as const)('and what the merchant took off (%s)', (kind, request) => {
    expect(sentBody(kind, request, order, null)).toMatchObject({
      post_payments: GOODS,
      post_discounts: [{ name: '商家优惠', amount: 5_700 }],
      total_amount: 20_000,
    });
  });
});

describe('the end of the service', () => {
  const end = (acceptedAt: Date | null) =>
    sentBody('complete', completeRequest(config, ORDER, 25_700, T0), { ...order, acceptedAt }, null);

  it('is never before its begin, however soon the order is completed', () => {
    expect(end(T0)).toMatchObject({ time_range: { end_time: toWechatTime(T0) } });
    const aMinuteAgo = toWechatTime(later(T0, -60_000));
    expect(end(later(T0, -3_600_000))).toMatchObject({ time_range: { end_time: aMinuteAgo } });
    expect(end(null)).toMatchObject({ time_range: { end_time: aMinuteAgo } });
  });
});
