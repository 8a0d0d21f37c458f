import { describe, expect, it } from 'vitest';
import { ORDER } from '../../testing/builders.ts';
import { cancelRequest, completeRequest, modifyRequest, payRequest, syncRequest } from './requests.ts';

const config = { appid: 'wx1', serviceId: 'service-1' };
const PARTIES = { appid: 'wx1', service_id: 'service-1' };
const MIDNIGHT = new Date('2025-12-31T16:00:00.000Z');
const bodyOf = ({ body }: { readonly body: string }) => JSON.parse(body);

describe('the requests about an order that exists', () => {
  it.each([
    ['cancel', cancelRequest(config, ORDER, 'x')],
    ['complete', completeRequest(config, ORDER, 1, MIDNIGHT)],
    ['modify', modifyRequest(config, ORDER, 1, 'x')],
    ['pay', payRequest(config, ORDER)],
    ['sync', syncRequest(config, ORDER, MIDNIGHT)],
  ])('go to %s, name app and service, and nothing that identifies the buyer', (action, request) => {
    const path = `/v3/payscore/serviceorder/${ORDER}/${action}`;
    expect(request).toMatchObject({ orderId: ORDER, path, withPayerId: false });
    expect(bodyOf(request)).toMatchObject(PARTIES);
    expect(Object.keys(bodyOf(request))).not.toContain('openid');
  });

  it('cancel with the reason, cut to fifty characters', () => {
    const request = cancelRequest(config, ORDER, '长'.repeat(60));
    expect(bodyOf(request)).toEqual({ ...PARTIES, reason: `${'长'.repeat(49)}…` });
  });

  it('complete with the amount, and the time in Beijing a minute ago: their clock may be behind', () => {
    expect(bodyOf(completeRequest(config, ORDER, 16_800, MIDNIGHT))).toEqual({
      ...PARTIES,
      total_amount: 16_800,
      time_range: { end_time: '20251231235900' },
    });
  });

  it('lower to one amount, with the reason', () => {
    expect(bodyOf(modifyRequest(config, ORDER, 9_900, '长'.repeat(51)))).toEqual({
      ...PARTIES,
      total_amount: 9_900,
      reason: `${'长'.repeat(49)}…`,
    });
  });

  it('try to collect without saying an amount', () => {
    expect(bodyOf(payRequest(config, ORDER))).toEqual(PARTIES);
  });

  it('tell of another payment with its time in Beijing', () => {
    const detail = { paid_time: '20260101000000' };
    expect(bodyOf(syncRequest(config, ORDER, MIDNIGHT))).toEqual({ ...PARTIES, type: 'Order_Paid', detail });
  });
});
