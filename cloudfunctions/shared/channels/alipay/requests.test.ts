import { describe, expect, it } from 'vitest';
import { aLine, ORDER } from '../../testing/builders.ts';
import { createRequest, finishRequest, payRequest, refundRequest, unsupportedRequest } from './requests.ts';

const order = { orderId: ORDER, amountFen: 16_801, lines: [aLine()], agreementCode: 'code-1' };
const ZHIMA = 'zhima.credit.payafteruse.creditbizorder';

describe('a request', () => {
  it('for an order under the buyer’s agreement names the agreement by our number', () => {
    const { body, ...rest } = createRequest({ agreement: 'once' }, order);
    expect(rest).toEqual({ orderId: ORDER, path: `${ZHIMA}.order`, withPayerId: true });
    expect(JSON.parse(body)).toEqual({
      out_order_no: ORDER,
      order_amount: '168.01',
      amount_type: 'ORDER_AMOUNT',
      out_agreement_no: 'code-1',
    });
  });

  it('for an order that the buyer confirms names none', () => {
    const { body, ...rest } = createRequest({ agreement: 'each' }, order);
    expect(rest).toEqual({ orderId: ORDER, path: `${ZHIMA}.create`, withPayerId: false });
    expect(JSON.parse(body)).toEqual({
      out_order_no: ORDER,
      order_amount: '168.01',
      amount_type: 'ORDER_AMOUNT',
    });
  });

  it('does not repeat the goods, which the order has already', () => {
    for (const agreement of ['once', 'each'] as const)
      expect(createRequest({ agreement }, order).body).not.toContain('白瓷茶具');
  });

  it('for a debit says how much', () => {
    const request = payRequest(ORDER, 16_800);
    expect(request).toMatchObject({ orderId: ORDER, path: 'alipay.trade.pay', withPayerId: false });
    expect(JSON.parse(request.body)).toEqual({ total_amount: '168.00' });
  });

  it('for an end says, in the vendor’s way, that nothing was fulfilled, and why', () => {
    const request = finishRequest(ORDER, '不想要了');
    expect(request.path).toBe(`${ZHIMA}.finish`);
    expect(JSON.parse(request.body)).toEqual({
      is_fulfilled: 'false',
      out_request_no: ORDER,
      remark: '不想要了',
    });
    expect(JSON.parse(finishRequest(ORDER, '').body)).toMatchObject({ remark: '订单取消' });
    const { remark } = JSON.parse(finishRequest(ORDER, '🍵'.repeat(200)).body);
    expect([...remark]).toHaveLength(100);
  });

  it('for a refund has its own number', () => {
    const refund = { orderId: ORDER, refundNo: `${ORDER}-1`, transactionId: 'tx', amountFen: 1, paidFen: 2 };
    const request = refundRequest(refund);
    expect(request.path).toBe('alipay.trade.refund');
    expect(JSON.parse(request.body)).toEqual({
      trade_no: 'tx',
      refund_amount: '0.01',
      out_request_no: `${ORDER}-1`,
      refund_reason: '商品退款',
    });
  });

  it('for what this channel cannot do is one that it does not know', () => {
    expect(unsupportedRequest(ORDER, 'modify').path).toBe('NOT_SUPPORTED');
  });

  it.each([-1, 0.5, Number.NaN])('is never made for %d fen', (amountFen) => {
    expect(() => payRequest(ORDER, amountFen)).toThrow(RangeError);
    expect(() => createRequest({ agreement: 'once' }, { ...order, amountFen })).toThrow(RangeError);
  });
});
