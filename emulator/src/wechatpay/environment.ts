import { type Keys, privatePem, publicPem } from './keys.ts';
import { merchant, withoutConfirmation } from './merchant.ts';

/** PEM is base64 on one line, so that it fits an environment variable. */
export function environmentOf(keys: Keys, origin: string): Record<string, string> {
  const platformKeys = [keys.publicKey, keys.certificate];
  return {
    WECHATPAY_BASE_URL: origin,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_APPID: merchant.appid,
    WECHATPAY_SERVICE_ID: withoutConfirmation.serviceId,
    WECHATPAY_MERCHANT_SERIAL: keys.merchant.id,
    WECHATPAY_MERCHANT_KEY: base64(privatePem(keys.merchant)),
    WECHATPAY_PUBLIC_KEYS: platformKeys.map((key) => `${key.id}=${base64(publicPem(key))}`).join(','),
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_APIV2_KEY: merchant.apiV2Key,
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
