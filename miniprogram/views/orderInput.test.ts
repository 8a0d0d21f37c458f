import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createOrderInput } from '../../cloudfunctions/shared/contract/inputs.ts';
import { EMPTY_FORM } from './checkout';
import { orderInput } from './orderInput';

const agreedTo = {
  termsVersion: 2,
  textHash: 'a'.repeat(64),
  shownChargeAfterReceiptDays: 7,
  shownAmountFen: 33_600,
};

describe('a filled form', () => {
  it('asks for what the buyer agreed to, and brings no price', () => {
    const delivery = { recipient: ' 林小满 ', phone: '13800000000 ', address: '东海街 1 号\n' };
    const input = orderInput('tea-set', { ...EMPTY_FORM, quantity: 2, delivery }, agreedTo);
    expect(input).toEqual({
      channel: 'wechatpay',
      items: [{ productId: 'tea-set', quantity: 2 }],
      delivery: { recipient: '林小满', phone: '13800000000', address: '东海街 1 号' },
      consent: { accepted: true, ...agreedTo },
    });
    expect(v.is(createOrderInput, { requestId: 'request-1', ...input })).toBe(true);
  });
});
