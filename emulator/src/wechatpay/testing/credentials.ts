import { privateKeyOf } from '../../channels/testing/short-key.ts';

/** What a merchant reads from its environment, as PEM again. */
export function credentials(environment: Readonly<Record<string, string>>) {
  const pem = (label: string, body = '') =>
    `-----BEGIN ${label}-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
  const keys = Object.fromEntries(
    (environment['WECHATPAY_PUBLIC_KEYS'] ?? '').split(',').map((pair) => {
      const [id = '', ...body] = pair.split('=');
      return [id, pem('PUBLIC KEY', body.join('='))];
    }),
  );
  return {
    keys,
    serial: environment['WECHATPAY_MERCHANT_SERIAL'] ?? '',
    privateKey: privateKeyOf(environment['WECHATPAY_MERCHANT_KEY'] ?? ''),
  };
}
