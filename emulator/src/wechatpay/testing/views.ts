import { createHmac } from 'node:crypto';

import { merchant, withoutConfirmation } from '../merchant.ts';

/** What a merchant hands over to show an order, before signing it. */
export function detailData(outOrderNo: string) {
  return {
    mch_id: merchant.mchid,
    service_id: withoutConfirmation.serviceId,
    out_order_no: outOrderNo,
    timestamp: '1767585600',
    nonce_str: 'zyx53Nkey8o4bHpxTQvd8m7e92nG5mG2',
    sign_type: 'HMAC-SHA256',
  };
}

/** Signed as a merchant does. */
export function signed(data: Readonly<Record<string, string>>, key: string = merchant.apiV2Key) {
  const text = Object.keys(data)
    .sort()
    .map((name) => `${name}=${data[name]}`)
    .join('&');
  const sign = createHmac('sha256', key).update(`${text}&key=${key}`).digest('hex').toUpperCase();
  return { ...data, sign };
}
