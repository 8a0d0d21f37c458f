import { bodyOf, publicPem } from '../channels/key-pairs.ts';
import { primesOf } from '../channels/rsa-primes.ts';
import { app, defaultServiceId } from './app.ts';
import type { Keys } from './keys.ts';

export function environmentOf(keys: Keys, origin: string): Record<string, string> {
  return {
    ALIPAY_GATEWAY: `${origin}/gateway.do`,
    ALIPAY_APP_ID: app.appId,
    ALIPAY_APP_KEY: primesOf(keys.app.privateKey),
    ALIPAY_PUBLIC_KEY: bodyOf(publicPem(keys.alipay)),
    ALIPAY_SERVICE_ID: defaultServiceId,
  };
}
