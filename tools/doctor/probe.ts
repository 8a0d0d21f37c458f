import { randomUUID } from 'node:crypto';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import type { WechatpayConfig } from '../../cloudfunctions/shared/channels/wechatpay/config.ts';

/** An answer as it came, nothing believed. */
export interface ProbeAnswer {
  readonly status: number;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const TIMEOUT_MS = 10_000;

/**
 * Asks for an order that does not exist: signed like every request, and it changes nothing.
 * @throws Error if no answer came
 */
export async function probe(config: WechatpayConfig): Promise<ProbeAnswer> {
  const url = new URL('/v3/payscore/serviceorder', config.baseUrl);
  url.searchParams.set('service_id', config.serviceId);
  url.searchParams.set('appid', config.appid);
  url.searchParams.set('out_order_no', `doctor${randomUUID().replaceAll('-', '')}`.slice(0, 32));
  const [firstKeyId = ''] = Object.keys(config.publicKeys);
  const response = await fetch(url, {
    headers: {
      accept: 'application/json',
      'user-agent': 'houfu-doctor',
      authorization: authorization(config, 'GET', `${url.pathname}${url.search}`),
      'wechatpay-serial': firstKeyId,
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** https://pay.weixin.qq.com/doc/v3/merchant/4014931831 */
function authorization(config: WechatpayConfig, method: string, target: string): string {
  const timestamp = Formatter.timestamp();
  const nonce = Formatter.nonce();
  const signature = Rsa.sign(
    Formatter.request(method, target, timestamp, nonce),
    Rsa.from(config.merchantKeyPem, Rsa.KEY_TYPE_PRIVATE),
  );
  return Formatter.authorization(config.mchid, nonce, signature, timestamp, config.merchantSerial);
}
