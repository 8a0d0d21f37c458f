/** What a merchant reads from its environment, as text again. */
export function credentials(environment: Readonly<Record<string, string>>) {
  const plain = (text = '') => Buffer.from(text, 'base64').toString();
  const keys = Object.fromEntries(
    (environment['WECHATPAY_PUBLIC_KEYS'] ?? '').split(',').map((pair) => {
      const [id = '', ...pem] = pair.split('=');
      return [id, plain(pem.join('='))];
    }),
  );
  return {
    keys,
    serial: environment['WECHATPAY_MERCHANT_SERIAL'] ?? '',
    privateKey: plain(environment['WECHATPAY_MERCHANT_KEY']),
  };
}
