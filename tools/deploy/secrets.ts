import type { CloudTarget } from '../cloud/target.ts';
import type { ProjectFunction } from './projectFunctions.ts';

/**
 * Variables whose values anybody may see: numbers that stand in every payment, addresses, words out of a
 * list.
 */
const PUBLIC = [
  'WECHATPAY_MCHID',
  'WECHATPAY_APPID',
  'WECHATPAY_BASE_URL',
  'WECHATPAY_CALLBACK_URL',
  'WECHATPAY_MODE',
  'WECHATPAY_ORDER_API',
  'WECHATPAY_RISK_FUND',
  'WECHATPAY_RISK_CAP_FEN',
  'WECHATPAY_PAY_ENDPOINT',
  'WECHATPAY_PREPAID_MESSAGE',
  'ALIPAY_GATEWAY',
  'ALIPAY_APP_ID',
  'ALIPAY_MODE',
  'ALIPAY_AGREEMENT',
  'ALIPAY_CATEGORY_ID',
  'ALIPAY_NOTIFY_URL',
  'ALIPAY_ALLOWED_ORIGINS',
];
/** What is shorter stands in any text. */
const MIN_LENGTH = 6;

/** The target with every variable of a function a secret, unless it is known to be none. */
export function withVariablesSecret(
  target: CloudTarget,
  functions: readonly Pick<ProjectFunction, 'variables'>[],
): CloudTarget {
  const values = functions
    .flatMap(({ variables }) => Object.entries(variables))
    .filter(([name, value]) => !PUBLIC.includes(name) && value.length >= MIN_LENGTH)
    .map(([, value]) => value);
  return { ...target, secrets: [...new Set([...target.secrets, ...values])] };
}
