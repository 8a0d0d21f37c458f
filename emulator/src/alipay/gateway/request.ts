import { type Rule, record } from '../../channels/fields.ts';
import { minuteMs, parsePlainTime } from '../../channels/times.ts';
import { app } from '../app.ts';
import { Refusal, type SubCode } from '../errors.ts';
import { type StandIn, vendorNow } from '../stand-in.ts';
import { isSigned, signedText } from './signing.ts';

/** All parameters of a request, wherever they stood. */
export type Parameters = Readonly<Record<string, string>>;

/** How far a request's time may be off. Alipay publishes no bound; this one is ours. */
const clockSkewMs = 10 * minuteMs;

/** 公共请求参数. What else stands beside `biz_content` is the method's own. */
const publicNames: ReadonlySet<string> = new Set([
  'alipay_sdk',
  'app_id',
  'biz_content',
  'charset',
  'format',
  'method',
  'notify_url',
  'return_url',
  'sign',
  'sign_type',
  'timestamp',
  'version',
]);

/**
 * Checks who sent a request and that nobody changed it, in the gateway's order: the app first, since its key is
 * needed for all the rest. https://opendocs.alipay.com/common/02km9f
 * @throws Refusal saying which check failed
 */
export function authenticate(standIn: StandIn, parameters: Parameters): void {
  const given = (name: string, missing: SubCode): string => {
    const value = parameters[name];
    if (!value) throw new Refusal(missing);
    return value;
  };
  if (given('app_id', 'isv.missing-app-id') !== app.appId) throw new Refusal('isv.invalid-app-id');
  given('method', 'isv.missing-method');
  if (given('version', 'isv.missing-version') !== '1.0') {
    throw new Refusal('isv.invalid-parameter', 'version无效');
  }
  const { charset = 'utf-8', format = 'JSON' } = parameters;
  if (charset.toLowerCase() !== 'utf-8') throw new Refusal('isv.invalid-charset');
  if (format.toUpperCase() !== 'JSON') throw new Refusal('isv.invalid-format');
  if (given('sign_type', 'isv.missing-signature-type') !== 'RSA2') {
    throw new Refusal('isv.invalid-signature-type');
  }
  const signature = given('sign', 'isv.missing-signature');
  requireTimely(given('timestamp', 'isv.missing-timestamp'), vendorNow(standIn));
  const text = signedText(parameters, 'sign');
  if (!isSigned(text, signature, standIn.keys.app.publicKey)) {
    throw new Refusal(
      'isv.invalid-signature',
      `验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：${text}`,
    );
  }
}

function requireTimely(timestamp: string, nowMs: number): void {
  const atMs = parsePlainTime(timestamp);
  if (atMs === null || Math.abs(nowMs - atMs) > clockSkewMs) throw new Refusal('isv.invalid-timestamp');
}

/** A request whose sender is known, as a method sees it. */
export interface Call {
  readonly notifyUrl: string | undefined;
  /** The fields of `biz_content`. @throws Refusal, FieldError */
  content<T>(rule: Rule<T>): T;
  /** The parameters beside it that are not common to all methods. @throws FieldError */
  own<T>(rule: Rule<T>): T;
}

const nothing = record({});

export function callOf(standIn: StandIn, parameters: Parameters): Call {
  const unknown = standIn.strict ? 'refuse' : standIn.state.behaviour.unknownFields;
  const own = Object.fromEntries(Object.entries(parameters).filter(([name]) => !publicNames.has(name)));
  return {
    notifyUrl: parameters['notify_url'],
    content(rule) {
      nothing.check(own, '', unknown);
      return rule.check(parsed(parameters['biz_content'] ?? '{}'), '', unknown);
    },
    own: (rule) => rule.check(own, '', unknown),
  };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new Refusal('isv.illegal-json');
  }
}
