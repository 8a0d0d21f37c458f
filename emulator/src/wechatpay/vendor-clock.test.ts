import { expect, test } from 'vitest';
import { compactTime, minuteMs } from '../channels/times.ts';
import { startWithUser } from './testing/harness.ts';
import { completionOf, openid, orderOf, ordersPath, parties } from './testing/requests.ts';

const query = { ...parties, out_order_no: 'order-1' };

async function startAhead(clockAheadMs: number) {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  await standIn.control('behaviour', { clockAheadMs });
  return { standIn, pay };
}

test.each([6 * minuteMs, -6 * minuteMs])(
  '%i ms away, every request is too old or too new',
  async (aheadMs) => {
    const { pay } = await startAhead(aheadMs);
    expect(await pay.get(ordersPath, query)).toMatchObject({ status: 401, data: { code: 'SIGN_ERROR' } });
  },
);

test("answers and callbacks are signed at the vendor's time", async () => {
  const { standIn, pay } = await startAhead(4 * minuteMs);
  const { headers } = await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  expect(Number(headers['wechatpay-timestamp']) * 1000).toBe(Date.now() + 4 * minuteMs);
  await standIn.advance(1000);
  expect(Number(standIn.sent[0]?.headers['Wechatpay-Timestamp']) * 1000).toBe(Date.now() + 4 * minuteMs);
});

test('a service that has just ended has not ended yet for a vendor who is behind', async () => {
  const { standIn, pay } = await startAhead(-minuteMs);
  const completion = completionOf(1500, { time_range: { end_time: compactTime(Date.now()) } });
  expect(await pay.post(`${ordersPath}/order-1/complete`, completion)).toMatchObject({
    status: 400,
    data: { message: '服务结束时间不能晚于当前时间' },
  });
  await standIn.advance(minuteMs);
  expect((await pay.post(`${ordersPath}/order-1/complete`, completion)).status).toBe(200);
});
