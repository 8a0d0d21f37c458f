import { bodyOf, publicPem } from '../channels/key-pairs.ts';
import { primesOf } from '../channels/rsa-primes.ts';
import type { Keys } from './keys.ts';
import { merchant, withoutConfirmation } from './merchant.ts';

export function environmentOf(keys: Keys, origin: string): Record<string, string> {
  const platformKeys = [
    [keys.publicKey.id, publicPem(keys.publicKey)],
    // As a merchant with little room does it: of the certificate only its public key.
    [keys.certificate.id, publicPem(keys.certificate)],
    [keys.nextPublicKey.id, publicPem(keys.nextPublicKey)],
  ] as const;
  return {
    WECHATPAY_BASE_URL: origin,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_APPID: merchant.appid,
    WECHATPAY_SERVICE_ID: withoutConfirmation.serviceId,
    WECHATPAY_MERCHANT_SERIAL: keys.merchant.id,
    WECHATPAY_MERCHANT_KEY: primesOf(keys.merchant.privateKey),
    // The file as it is, for whoever wants to look at it; functions do not need it.
    WECHATPAY_MERCHANT_CERTIFICATE: Buffer.from(keys.merchant.certificatePem).toString('base64'),
    WECHATPAY_PUBLIC_KEYS: platformKeys.map(([id, pem]) => `${id}=${bodyOf(pem)}`).join(','),
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_APIV2_KEY: merchant.apiV2Key,
  };
}
