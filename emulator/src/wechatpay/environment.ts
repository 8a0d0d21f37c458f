import { type Keys, privatePem, publicPem } from './keys.ts';
import { merchant, withoutConfirmation } from './merchant.ts';

/** PEM is base64 on one line, so that it fits an environment variable. */
export function environmentOf(keys: Keys, origin: string): Record<string, string> {
  const platformKeys = [
    [keys.publicKey.id, publicPem(keys.publicKey)],
    [keys.certificate.id, keys.certificate.certificatePem],
    [keys.nextPublicKey.id, publicPem(keys.nextPublicKey)],
  ] as const;
  return {
    WECHATPAY_BASE_URL: origin,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_APPID: merchant.appid,
    WECHATPAY_SERVICE_ID: withoutConfirmation.serviceId,
    WECHATPAY_MERCHANT_SERIAL: keys.merchant.id,
    WECHATPAY_MERCHANT_KEY: base64(privatePem(keys.merchant)),
    WECHATPAY_MERCHANT_CERTIFICATE: base64(keys.merchant.certificatePem),
    WECHATPAY_PUBLIC_KEYS: platformKeys.map(([id, pem]) => `${id}=${base64(pem)}`).join(','),
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_APIV2_KEY: merchant.apiV2Key,
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
