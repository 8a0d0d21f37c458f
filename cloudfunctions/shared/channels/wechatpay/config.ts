/** What the merchant was given by WeChat Pay, from the environment. */
export interface WechatpayConfig {
  readonly baseUrl: string;
  readonly mchid: string;
  readonly appid: string;
  readonly serviceId: string;
  readonly merchantSerial: string;
  readonly merchantKeyPem: string;
  /** WeChat Pay's own public keys or certificates by id: several at once, for key rotation. */
  readonly publicKeys: Readonly<Record<string, string>>;
  readonly apiV3Key: string;
  readonly callbackUrl: string;
  /** 需确认: the buyer confirms each order in WeChat's page. 免确认: he authorises once. */
  readonly mode: 'confirmEach' | 'authoriseOnce';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration.
 * @throws Error that names the variable, never its value
 */
export function readWechatpayConfig(environment: Environment): WechatpayConfig {
  const text = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`the environment variable ${name} is missing`);
    return value;
  };
  const apiV3Key = text('WECHATPAY_APIV3_KEY');
  if (apiV3Key.length !== 32) throw new Error('WECHATPAY_APIV3_KEY must have 32 characters');
  return {
    baseUrl: environment['WECHATPAY_BASE_URL'] || 'https://api.mch.weixin.qq.com',
    mchid: text('WECHATPAY_MCHID'),
    appid: text('WECHATPAY_APPID'),
    serviceId: text('WECHATPAY_SERVICE_ID'),
    merchantSerial: text('WECHATPAY_MERCHANT_SERIAL'),
    merchantKeyPem: pemFrom('WECHATPAY_MERCHANT_KEY', text('WECHATPAY_MERCHANT_KEY')),
    publicKeys: readPublicKeys(text('WECHATPAY_PUBLIC_KEYS')),
    apiV3Key,
    callbackUrl: text('WECHATPAY_CALLBACK_URL'),
    mode: readMode(environment['WECHATPAY_MODE'] || 'authoriseOnce'),
  };
}

function readMode(text: string): WechatpayConfig['mode'] {
  if (text === 'authoriseOnce' || text === 'confirmEach') return text;
  throw new Error('WECHATPAY_MODE must be authoriseOnce or confirmEach');
}

/** `id=<base64 PEM>,id=<base64 PEM>`; base64 itself may end in `=`, so only the first one separates. */
function readPublicKeys(list: string): Record<string, string> {
  const entries = list.split(',').map((entry) => {
    const at = entry.indexOf('=');
    if (at <= 0) throw new Error('WECHATPAY_PUBLIC_KEYS must be id=base64,id=base64');
    return [entry.slice(0, at).trim(), pemFrom('WECHATPAY_PUBLIC_KEYS', entry.slice(at + 1))] as const;
  });
  return Object.fromEntries(entries);
}

function pemFrom(name: string, base64: string): string {
  const pem = Buffer.from(base64, 'base64').toString('utf8');
  if (!pem.includes('-----BEGIN')) throw new Error(`${name} must hold a PEM in base64`);
  return pem;
}
