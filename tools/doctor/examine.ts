import {
  ALIPAY_VARIABLES,
  checkAlipayConfig,
  offersAlipay,
} from '../../cloudfunctions/shared/channels/alipay/config.ts';
import {
  checkWechatpayConfig,
  WECHATPAY_VARIABLES,
} from '../../cloudfunctions/shared/channels/wechatpay/config.ts';
import { checkPlatformKeys } from './certificates.ts';
import { checkCallback, checkSize, readDeployment } from './deployment.ts';
import type { Environment, Finding, Place } from './finding.ts';
import { checkValues } from './values.ts';
import { ALLOWED_ORIGINS, checkAlipay, checkHoufu, checkWechatpay } from './variables.ts';

const CHECKED = [
  'HOUFU_ENV_ID',
  'HOUFU_IDENTITY_KEY',
  ...WECHATPAY_VARIABLES,
  ...ALIPAY_VARIABLES,
  ALLOWED_ORIGINS,
];

/**
 * Whether what `{{env.X}}` stands for is complete and fits together: all that can be told without asking
 * anybody.
 * @param configFile path of cloudbaserc.json
 * @throws Error if it cannot be read
 */
export function examine(environment: Environment, configFile: string, place: Place = 'cloud'): Finding[] {
  const { deployment, read } = readDeployment(configFile);
  const { callbackUrl, publicKeys } = checkWechatpayConfig(environment).found;
  const { notifyUrl } = offersAlipay(environment) ? checkAlipayConfig(environment).found : {};
  const variables = [
    ...checkHoufu(environment, place),
    ...checkWechatpay(environment, place),
    ...checkAlipay(environment, place),
  ];
  const known = { envId: environment['HOUFU_ENV_ID'] ?? '', deployment, place };
  const refused = variables.filter(({ mark }) => mark === '✗').map(({ about }) => about);
  return [
    ...variables,
    // One sentence about a value that is wrong will do.
    ...checkValues(environment, deployment, read, CHECKED).filter(({ about }) => !refused.includes(about)),
    ...(publicKeys ? checkPlatformKeys(publicKeys, new Date()) : []),
    ...(callbackUrl ? checkCallback('WECHATPAY_CALLBACK_URL', callbackUrl, known) : []),
    ...(notifyUrl ? checkCallback('ALIPAY_NOTIFY_URL', notifyUrl, known) : []),
    ...checkSize(environment, deployment),
  ];
}
