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
  /** Signs the parameters of WeChat's order page in the mini-program, and nothing else. */
  readonly apiV2Key: string;
  readonly callbackUrl: string;
  /** 需确认: the buyer confirms each order in WeChat's page. 免确认: he authorises once. */
  readonly mode: 'confirmEach' | 'authoriseOnce';
  /** Which call creates orders: the e-commerce one with the goods, or the plain one. Decided when the service is granted. */
  readonly orderApi: 'delivery' | 'plain';
  /** 先享 is ESTIMATE_ORDER_COST; the others are 先免, where a buyer who is not trusted may pay a deposit. */
  readonly riskFund: 'ESTIMATE_ORDER_COST' | 'DEPOSIT' | 'ADVANCE' | 'CASH_DEPOSIT';
  /** 服务风险金额: the most that one order may cost; null if it was not told. */
  readonly riskCapFen: number | null;
  /** Whether `…/pay` may be called: some of the vendor's lists have it, others not. */
  readonly payEndpoint: boolean;
  /** Whether WeChat is asked to announce charges. */
  readonly prepaidMessage: boolean;
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
    apiV2Key: text('WECHATPAY_APIV2_KEY'),
    callbackUrl: text('WECHATPAY_CALLBACK_URL'),
    mode: readMode(environment['WECHATPAY_MODE'] || 'authoriseOnce'),
    orderApi: environment['WECHATPAY_ORDER_API'] === 'plain' ? 'plain' : 'delivery',
    riskFund: 'ESTIMATE_ORDER_COST',
    riskCapFen: null,
    payEndpoint: environment['WECHATPAY_PAY_ENDPOINT'] === 'on',
    prepaidMessage: environment['WECHATPAY_PREPAID_MESSAGE'] !== 'off',
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
