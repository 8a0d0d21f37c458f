import { createPublicKey } from 'node:crypto';
import { rsaPrivateKey } from '../config/rsaKeys.ts';
import { apiOrigin, callbackUrl, fen, matching, oneOf, onOff } from '../config/values.ts';
import {
  type Checked,
  type ConfigProblem,
  checkVariables,
  complete,
  type Environment,
  namesOf,
  type Variables,
} from '../config/variables.ts';
import { platformKeys } from './configKeys.ts';
import { key32, serialNumber } from './configValues.ts';

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
  /**
   * Which call creates orders: the e-commerce one with the goods, or the plain one. Decided when the service
   * is granted.
   */
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

/** https://pay.weixin.qq.com/doc/v3/merchant/4012587166; docs/wechatpay.md says how to come by each. */
const VARIABLES: Variables<WechatpayConfig> = {
  // Another host is for api2.mch.weixin.qq.com, the vendor's second one, and for a stand-in on this machine.
  baseUrl: { name: 'WECHATPAY_BASE_URL', read: apiOrigin, absent: 'https://api.mch.weixin.qq.com' },
  mchid: {
    name: 'WECHATPAY_MCHID',
    read: matching(/^\d{8,10}$/, 'must have 8 to 10 digits: it is the 商户号, not the merchant’s name'),
    from: 'the 商户号 in 商户平台 → 账户中心 → 商户信息',
  },
  appid: {
    name: 'WECHATPAY_APPID',
    read: matching(/^wx[0-9a-f]{16}$/, 'must be wx and 16 hexadecimal digits, in small letters'),
    from: 'the AppID of the mini-program, in mp.weixin.qq.com → 开发管理 → 开发设置',
  },
  serviceId: {
    name: 'WECHATPAY_SERVICE_ID',
    // New ones have 32 digits; shorter ones are still in use.
    read: matching(/^\d{6,32}$/, 'must have digits only, 32 of them unless it is an old one'),
    from: 'the service_id (服务ID) that WeChat Pay gave you with the permission',
  },
  merchantSerial: {
    name: 'WECHATPAY_MERCHANT_SERIAL',
    read: serialNumber,
    from: 'the 证书序列号 in 商户平台 → 账户中心 → API安全 → 商户API证书',
  },
  merchantKeyPem: {
    name: 'WECHATPAY_MERCHANT_KEY',
    read: rsaPrivateKey('apiclient_key.pem'),
    from: 'apiclient_key.pem, what stands between its BEGIN and END lines, which came with the 商户API证书',
  },
  publicKeys: {
    name: 'WECHATPAY_PUBLIC_KEYS',
    read: platformKeys,
    from: 'the 微信支付公钥 and its id in 商户平台 → 账户中心 → API安全',
  },
  apiV3Key: { name: 'WECHATPAY_APIV3_KEY', read: key32, from: 'the APIv3密钥 that you set in API安全' },
  apiV2Key: { name: 'WECHATPAY_APIV2_KEY', read: key32, from: 'the APIv2密钥 that you set in API安全' },
  callbackUrl: {
    name: 'WECHATPAY_CALLBACK_URL',
    read: callbackUrl,
    from: 'https://, the domain of your CloudBase environment, and /wechatpay/callback',
  },
  // Fixed by WeChat's staff for each service, and refused with NO_AUTH if it is the other: no guess is safe.
  mode: {
    name: 'WECHATPAY_MODE',
    read: oneOf('authoriseOnce', 'confirmEach'),
    from: 'authoriseOnce (免确认) or confirmEach (需确认), as your service was granted',
  },
  // The e-commerce call has a page of its own, but whether a new merchant may use it, only the grant says.
  orderApi: { name: 'WECHATPAY_ORDER_API', read: oneOf('delivery', 'plain'), absent: 'delivery' },
  // Fixed for each service too. E-commerce is 先享; with 先免 the other three are to be chosen from.
  riskFund: {
    name: 'WECHATPAY_RISK_FUND',
    read: oneOf('ESTIMATE_ORDER_COST', 'DEPOSIT', 'ADVANCE', 'CASH_DEPOSIT'),
    absent: 'ESTIMATE_ORDER_COST',
  },
  // Told by staff with the service_id, and readable by no call.
  riskCapFen: { name: 'WECHATPAY_RISK_CAP_FEN', read: fen, absent: null },
  // `…/pay` has a page of 2025-01, and is missing in the API list of 免确认 (2024-09) and in the vendor's index
  // of 2026.
  payEndpoint: { name: 'WECHATPAY_PAY_ENDPOINT', read: onOff, absent: false },
  // `…/send-prepaidmessage` is in the OpenAPI set, but not in every list of what a service may call.
  prepaidMessage: { name: 'WECHATPAY_PREPAID_MESSAGE', read: onOff, absent: true },
};

/** The names of all variables, those that may be empty included. */
export const WECHATPAY_VARIABLES = namesOf(VARIABLES);

/** What could be read, and everything that is wrong; an empty variable is like none. */
export function checkWechatpayConfig(environment: Environment): Checked<WechatpayConfig> {
  const { found, problems } = checkVariables(VARIABLES, environment);
  return { found, problems: [...problems, ...contradictions(found)] };
}

/**
 * Reads the configuration.
 * @throws Error that names every variable that is wrong, and never a value
 */
export function readWechatpayConfig(environment: Environment): WechatpayConfig {
  return complete(VARIABLES, checkWechatpayConfig(environment), 'WeChat Pay');
}

/** What is right by itself, and wrong beside another. */
function contradictions(found: Partial<WechatpayConfig>): ConfigProblem[] {
  const { apiV2Key, apiV3Key, merchantSerial, merchantKeyPem: privatePem, publicKeys = {} } = found;
  const problems: ConfigProblem[] = [];
  if (apiV2Key !== undefined && apiV2Key === apiV3Key) {
    const problem = 'is the same as WECHATPAY_APIV3_KEY: they are set apart in API安全, and must differ';
    problems.push({ variable: 'WECHATPAY_APIV2_KEY', problem });
  }
  const own = privatePem === undefined ? null : createPublicKey(privatePem);
  const isOwn = ([id, pem]: [string, string]) => id === merchantSerial || own?.equals(createPublicKey(pem));
  if (Object.entries(publicKeys).some(isOwn)) {
    const problem = 'holds your own certificate or key: it must be WeChat Pay’s (微信支付公钥 or 平台证书)';
    problems.push({ variable: 'WECHATPAY_PUBLIC_KEYS', problem });
  }
  return problems;
}
