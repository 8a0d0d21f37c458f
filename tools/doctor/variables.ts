import {
  checkWechatpayConfig,
  WECHATPAY_VARIABLES,
} from '../../cloudfunctions/shared/channels/wechatpay/config.ts';
import { doubtful, type Environment, type Finding, type Place, right, wrong } from './finding.ts';

/** The key of .env.emulator, which everybody knows. */
const LOCAL_IDENTITY_KEY = 'local-identity-key-which-protects-nobody';
/** As long as a SHA-256 in base64: shorter ones could be guessed from the pseudonyms that they make. */
const MIN_IDENTITY_KEY_LENGTH = 43;
const VENDOR_HOSTS = ['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com'];

/** The variables of Houfu itself. */
export function checkHoufu(environment: Environment, place: Place = 'cloud'): Finding[] {
  return [
    checkEnvId(environment['HOUFU_ENV_ID'], place),
    checkIdentityKey(environment['HOUFU_IDENTITY_KEY'], place),
  ];
}

function checkEnvId(envId: string | undefined, place: Place): Finding {
  const about = 'HOUFU_ENV_ID';
  if (!envId) return wrong(about, 'is missing: the 环境 ID in the CloudBase console');
  if (envId === 'houfu-local' && place === 'cloud') {
    return wrong(about, 'is the local one: take the 环境 ID of your environment');
  }
  if (!/^[a-z0-9][a-z0-9-]*$/.test(envId)) {
    return wrong(about, 'must have small letters, digits and hyphens only: the 环境 ID, not its name');
  }
  return right(about, envId);
}

function checkIdentityKey(key: string | undefined, place: Place): Finding {
  const about = 'HOUFU_IDENTITY_KEY';
  if (!key) return wrong(about, 'is missing: make a random one, see .env.example');
  if (key === LOCAL_IDENTITY_KEY) {
    return place === 'local'
      ? right(about, 'the public one of .env.emulator, which does for here')
      : wrong(about, 'is the public one of .env.emulator: make one of your own');
  }
  if (/["\\\s]/.test(key))
    return wrong(about, 'must have no quotes, backslashes or blanks: see .env.example');
  if (key.length < MIN_IDENTITY_KEY_LENGTH) {
    return wrong(about, `must have at least ${MIN_IDENTITY_KEY_LENGTH} characters: see .env.example`);
  }
  return right(about, 'long enough; never change it, or every buyer becomes a stranger');
}

/** The variables of WeChat Pay, one line each. */
export function checkWechatpay(environment: Environment, place: Place = 'cloud'): Finding[] {
  const { found, problems } = checkWechatpayConfig(environment);
  const host = found.baseUrl;
  return WECHATPAY_VARIABLES.map((name) => {
    const own = problems.filter(({ variable }) => variable === name);
    if (own.length > 0) return wrong(name, own.map(({ problem }) => problem).join('; '));
    if (name === 'WECHATPAY_BASE_URL' && host !== undefined && !VENDOR_HOSTS.includes(host)) {
      return place === 'local'
        ? right(name, `is ${host}, the stand-in for WeChat Pay`)
        : doubtful(name, `is ${host}, which is not WeChat Pay: for trying things out only`);
    }
    return right(name, environment[name] ? 'has the right form' : 'is empty, the usual is taken');
  });
}

/** Names that look like ours and that no function is given: most likely misspelt. */
export function checkUnread(environment: Environment, read: readonly string[]): Finding[] {
  return Object.keys(environment)
    .filter((name) => /^(HOUFU|WECHATPAY)_/.test(name) && !read.includes(name))
    .map((name) => doubtful(name, 'is read by nobody: is the name misspelt?'));
}
