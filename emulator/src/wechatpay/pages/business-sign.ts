import { createHmac, timingSafeEqual } from 'node:crypto';

import { merchant } from '../merchant.ts';

/**
 * Whether the merchant signed what its mini-program hands over: upper-case hexadecimal HMAC-SHA256 with the APIv2
 * key, over all fields but `sign` and empty ones, in the order of their names.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587984
 */
export function isSigned(extraData: Readonly<Record<string, unknown>>): boolean {
  const fields = Object.entries(extraData).filter(([name, value]) => name !== 'sign' && value !== '');
  if (fields.some(([, value]) => typeof value !== 'string')) return false;
  const text = fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .concat(`key=${merchant.apiV2Key}`)
    .join('&');
  const expected = Buffer.from(
    createHmac('sha256', merchant.apiV2Key).update(text).digest('hex').toUpperCase(),
  );
  const given = Buffer.from(String(extraData['sign']));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
