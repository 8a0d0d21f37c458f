import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ORDER, T0 } from '../../testing/builders.ts';
import { API_V2_KEY, API_V3_KEY, aWechatpayConfig, PARTIES } from '../../testing/wechatpayPeer.ts';
import { detailView } from './detailView.ts';

/** As the vendor's page says it: names in order, the key at the end. https://pay.weixin.qq.com/doc/v3/merchant/4012587984 */
function signature(fields: Readonly<Record<string, string>>, key: string): string {
  const pairs = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = [...pairs.map(([name, value]) => `${name}=${value}`), `key=${key}`].join('&');
  return createHmac('sha256', key).update(text).digest('hex').toUpperCase();
}

describe('WeChat’s page of an order', () => {
  const config = aWechatpayConfig();

  it('is opened with parameters that the APIv2 key has signed, and not the APIv3 key', () => {
    const { businessType, extraData } = detailView(config, ORDER, T0);
    const { sign, ...fields } = extraData;
    expect(businessType).toBe('wxpayScoreDetail');
    expect(fields).toEqual({
      mch_id: PARTIES.mchid,
      service_id: PARTIES.service_id,
      out_order_no: ORDER,
      timestamp: '1772330400',
      nonce_str: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
      sign_type: 'HMAC-SHA256',
    });
    expect(sign).toBe(signature(fields, API_V2_KEY));
    expect(sign).not.toBe(signature(fields, API_V3_KEY));
  });

  it('is signed anew each time', () => {
    const nonces = [1, 2].map(() => detailView(config, ORDER, T0).extraData['nonce_str']);
    expect(new Set(nonces).size).toBe(2);
  });
});
