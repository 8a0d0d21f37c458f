import {
  ALIPAY_VARIABLES,
  checkAlipayConfig,
  offersAlipay,
} from '../../cloudfunctions/shared/channels/alipay/config.ts';
import type { ConfigProblem } from '../../cloudfunctions/shared/channels/config/variables.ts';
import {
  checkWechatpayConfig,
  WECHATPAY_VARIABLES,
} from '../../cloudfunctions/shared/channels/wechatpay/config.ts';
import { doubtful, type Environment, type Finding, type Place, right, wrong } from './finding.ts';

/** The key of .env.emulator, which everybody knows. */
const LOCAL_IDENTITY_KEY = 'local-identity-key-which-protects-nobody';
/** As long as a SHA-256 in base64: shorter ones could be guessed from the pseudonyms that they make. */
const MIN_IDENTITY_KEY_LENGTH = 43;

interface Vendor {
  readonly name: string;
  /** The variable that says where requests go, and the addresses of the vendor itself. */
  readonly address: string;
  readonly addresses: readonly string[];
}

const WECHATPAY: Vendor = {
  name: 'WeChat Pay',
  address: 'WECHATPAY_BASE_URL',
  addresses: ['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com'],
};
const ALIPAY: Vendor = {
  name: 'Alipay',
  address: 'ALIPAY_GATEWAY',
  addresses: ['https://openapi.alipay.com/gateway.do'],
};
/** Read by the door, not by the channel. */
export const ALLOWED_ORIGINS = 'ALIPAY_ALLOWED_ORIGINS';

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
  return linesOf(WECHATPAY, WECHATPAY_VARIABLES, { environment, problems, place, address: found.baseUrl });
}

/** The variables of Alipay, one line each; one line for all where it is not offered. */
export function checkAlipay(environment: Environment, place: Place = 'cloud'): Finding[] {
  if (!offersAlipay(environment)) return [notOffered(environment)];
  const { found, problems } = checkAlipayConfig(environment);
  return [
    ...linesOf(ALIPAY, ALIPAY_VARIABLES, { environment, problems, place, address: found.gateway }).map(
      (line) => (line.about === 'ALIPAY_MODE' && found.mode === 'fixed' ? FIXED : line),
    ),
    checkOrigins(environment[ALLOWED_ORIGINS] ?? ''),
  ];
}

const FIXED = doubtful(
  'ALIPAY_MODE',
  'is fixed, so that every order is refused: docs/alipay.md, Fixed amounts',
);

function notOffered(environment: Environment): Finding {
  const about = 'ALIPAY_APP_ID';
  const others = [...ALIPAY_VARIABLES, ALLOWED_ORIGINS].filter((name) => environment[name]);
  return others.length === 0
    ? right(about, 'is empty: Alipay is not offered')
    : doubtful(about, `is empty, so Alipay is not offered, although ${others.join(', ')} is there`);
}

/** https://fetch.spec.whatwg.org/#origin-header: what a browser sends has no path and no last slash. */
function checkOrigins(list: string): Finding {
  const odd = list
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '' && !(URL.canParse(origin) && new URL(origin).origin === origin));
  if (odd.length > 0)
    return wrong(
      ALLOWED_ORIGINS,
      `must be origins such as https://shop.example.com: ${odd.join(', ')} is none`,
    );
  return right(ALLOWED_ORIGINS, list === '' ? 'is empty: no web page may call' : 'are origins of web pages');
}

interface Known {
  readonly environment: Environment;
  readonly problems: readonly ConfigProblem[];
  readonly place: Place;
  /** Where requests go, if that could be read. */
  readonly address: string | undefined;
}

function linesOf(
  vendor: Vendor,
  names: readonly string[],
  { environment, problems, place, address }: Known,
): Finding[] {
  return names.map((name) => {
    const own = problems.filter(({ variable }) => variable === name);
    if (own.length > 0) return wrong(name, own.map(({ problem }) => problem).join('; '));
    if (name === vendor.address && address !== undefined && !vendor.addresses.includes(address)) {
      return place === 'local'
        ? right(name, `is ${address}, the stand-in for ${vendor.name}`)
        : doubtful(name, `is ${address}, which is not ${vendor.name}: for trying things out only`);
    }
    return right(name, environment[name] ? 'has the right form' : 'is empty, the usual is taken');
  });
}

/** Names that look like ours and that no function is given: most likely misspelt. */
export function checkUnread(environment: Environment, read: readonly string[]): Finding[] {
  return Object.keys(environment)
    .filter((name) => /^(HOUFU|WECHATPAY|ALIPAY)_/.test(name) && !read.includes(name))
    .map((name) => doubtful(name, 'is read by nobody: is the name misspelt?'));
}
