import { createPublicKey } from 'node:crypto';
import { rsaPrivateKey, rsaPublicKey } from '../config/rsaKeys.ts';
import { callbackUrl, MAX_URL, matching, oneOf, secureUrl, Unfit } from '../config/values.ts';
import {
  type Checked,
  type ConfigProblem,
  checkVariables,
  complete,
  type Environment,
  namesOf,
  type Variables,
} from '../config/variables.ts';

/** What the merchant was given by Alipay, from the environment. */
export interface AlipayConfig {
  /** The whole address, path included. */
  readonly gateway: string;
  readonly appId: string;
  readonly appKeyPem: string;
  /** Alipay's own public key. */
  readonly alipayKeyPem: string;
  /** zm_service_id. */
  readonly serviceId: string;
  /** 动态金额: what is collected is known when it is. 固定金额: when the order is placed. */
  readonly mode: 'dynamic' | 'fixed';
  /** Whether the buyer agrees once, or to each order on Alipay's page. */
  readonly agreement: 'once' | 'each';
  readonly categoryId: 'credit_pay_after_use' | 'ZHIMA_AUTH';
  readonly notifyUrl: string;
}

const NOTIFY_PATH = '/alipay/notify';
const ORDER_ID_LENGTH = 32;

/** docs/alipay.md says how to come by each. */
const VARIABLES: Variables<AlipayConfig> = {
  gateway: { name: 'ALIPAY_GATEWAY', read: gateway, absent: 'https://openapi.alipay.com/gateway.do' },
  appId: {
    name: 'ALIPAY_APP_ID',
    read: matching(/^(?!2088)\d{16}$/, 'must have 16 digits: the AppID of the app, not the account (2088…)'),
    from: 'the AppID of your app in open.alipay.com → 控制台',
  },
  appKeyPem: {
    name: 'ALIPAY_APP_KEY',
    read: rsaPrivateKey('the 应用私钥 that you made'),
    from: 'the 应用私钥 that belongs to the 应用公钥 in open.alipay.com → 开发设置 → 接口加签方式',
  },
  alipayKeyPem: {
    name: 'ALIPAY_PUBLIC_KEY',
    read: alipayKey,
    from: 'the 支付宝公钥, which open.alipay.com shows once your 应用公钥 is set',
  },
  serviceId: {
    name: 'ALIPAY_SERVICE_ID',
    read: matching(/^\d{28}$/, 'must have 28 digits'),
    from: 'the zm_service_id (芝麻信用服务 ID) that 芝麻先享 gave you',
  },
  mode: { name: 'ALIPAY_MODE', read: oneOf('dynamic', 'fixed'), absent: 'dynamic' },
  agreement: { name: 'ALIPAY_AGREEMENT', read: oneOf('once', 'each'), absent: 'once' },
  // The vendor's samples have the one, integrations seen in public the other.
  categoryId: {
    name: 'ALIPAY_CATEGORY_ID',
    read: oneOf('credit_pay_after_use', 'ZHIMA_AUTH'),
    absent: 'credit_pay_after_use',
  },
  notifyUrl: {
    name: 'ALIPAY_NOTIFY_URL',
    read: notifyUrl,
    from: `https://, the domain of your CloudBase environment, and ${NOTIFY_PATH}`,
  },
};

/** The names of all variables, those that may be empty included. */
export const ALIPAY_VARIABLES = namesOf(VARIABLES);

/** Whether this merchant offers the channel at all. */
export function offersAlipay(environment: Environment): boolean {
  return (environment['ALIPAY_APP_ID'] ?? '') !== '';
}

/** What could be read, and everything that is wrong; an empty variable is like none. */
export function checkAlipayConfig(environment: Environment): Checked<AlipayConfig> {
  const { found, problems } = checkVariables(VARIABLES, environment);
  return { found, problems: [...problems, ...contradictions(found)] };
}

/**
 * Reads the configuration.
 * @throws Error that names every variable that is wrong, and never a value
 */
export function readAlipayConfig(environment: Environment): AlipayConfig {
  return complete(VARIABLES, checkAlipayConfig(environment), 'Alipay');
}

function gateway(text: string): string {
  const url = secureUrl(text);
  if (url.search !== '' || url.hash !== '' || url.pathname === '/') {
    throw new Unfit(
      'must be the whole address of the gateway, such as https://openapi.alipay.com/gateway.do',
    );
  }
  return url.href;
}

/** Apps that sign in 公钥证书 mode must name their certificates in each request, which ours do not. */
function alipayKey(text: string): string {
  const pem = rsaPublicKey(text, 'the 支付宝公钥');
  if (pem.includes('CERTIFICATE')) throw new Unfit('holds a certificate: set the app to 公钥, not 公钥证书');
  return pem;
}

function notifyUrl(text: string): string {
  const url = callbackUrl(text);
  if (!url.endsWith(NOTIFY_PATH)) throw new Unfit(`must end in ${NOTIFY_PATH}, where the function listens`);
  // What is told of a debit comes to this address and the number of its order.
  const longest = MAX_URL - '/'.length - ORDER_ID_LENGTH;
  if (url.length > longest) throw new Unfit(`must have at most ${longest} characters`);
  return url;
}

/** 应用公钥 and 支付宝公钥 are easily confused; with our own, everybody with our key could speak for Alipay. */
function contradictions({
  appKeyPem,
  alipayKeyPem,
  mode,
  agreement,
}: Partial<AlipayConfig>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (appKeyPem && alipayKeyPem && createPublicKey(appKeyPem).equals(createPublicKey(alipayKeyPem))) {
    problems.push({ variable: 'ALIPAY_PUBLIC_KEY', problem: 'is your own 应用公钥: take the 支付宝公钥' });
  }
  if (mode === 'fixed' && agreement === 'each') {
    problems.push({ variable: 'ALIPAY_AGREEMENT', problem: 'must not be each with ALIPAY_MODE fixed' });
  }
  return problems;
}
