import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import { MINUTE_MS, SECOND_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { doubtful, type Finding, right, wrong } from './finding.ts';
import type { ProbeAnswer } from './probe.ts';

/** WeChat Pay refuses requests that are further off, and so do we its answers. */
const MAX_SKEW_MS = 5 * MINUTE_MS;
const NOTED_SKEW_MS = MINUTE_MS;

type PublicKeys = Readonly<Record<string, string>>;

/** What WeChat Pay's answer to the probe shows. @param now when it came */
export function diagnose(answer: ProbeAnswer, publicKeys: PublicKeys, now: Date): Finding[] {
  const signature = checkSignature(answer, publicKeys);
  // What somebody else may have written is not worth reading.
  const merchant = signature.mark === '✗' ? [] : checkMerchant(answer);
  return [signature, checkClock(answer, now), ...merchant];
}

function checkSignature({ status, headers, body }: ProbeAnswer, publicKeys: PublicKeys): Finding {
  const about = 'signature of the answer';
  const serial = headers['wechatpay-serial'];
  const {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': signature,
  } = headers;
  if (!serial || !timestamp || !nonce || !signature) {
    if (status < 300)
      return wrong(about, 'there is none, so that it is not WeChat Pay’s: what is in between?');
    return doubtful(about, 'there is none, as refusals may have: your keys of WeChat Pay were not tried');
  }
  const pem = publicKeys[serial];
  if (pem === undefined) {
    return wrong(about, `made with the key ${printable(serial)}, which WECHATPAY_PUBLIC_KEYS lacks: add it`);
  }
  const key = Rsa.from(pem, Rsa.KEY_TYPE_PUBLIC);
  if (!Rsa.verify(Formatter.response(timestamp, nonce, body), signature, key)) {
    return wrong(about, `does not fit the key ${serial} in WECHATPAY_PUBLIC_KEYS: is it another key’s file?`);
  }
  return right(about, `made with ${serial}, which you have`);
}

function checkClock({ status, headers, body }: ProbeAnswer, now: Date): Finding {
  const about = 'clock';
  if (status === 401 && /timestamp|时间戳/.test(messageOf(body).message)) {
    return wrong(about, 'WeChat Pay finds that this machine’s clock is more than five minutes off: set it');
  }
  const theirsMs = Number(headers['wechatpay-timestamp']) * SECOND_MS || Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirsMs)) return doubtful(about, 'the answer tells no time to compare with');
  const offMs = now.getTime() - theirsMs;
  const words = `${Math.round(Math.abs(offMs) / SECOND_MS)} s ${offMs < 0 ? 'behind' : 'ahead of'} WeChat Pay`;
  if (Math.abs(offMs) > MAX_SKEW_MS) return wrong(about, `${words}, and only 300 s are allowed: set it`);
  if (Math.abs(offMs) > NOTED_SKEW_MS)
    return doubtful(about, `${words}; from 300 s on nothing works: set it`);
  return right(about, 'agrees with WeChat Pay’s');
}

/** Whether the merchant is known by his numbers and key, and whether he has the service. */
function checkMerchant({ status, body }: ProbeAnswer): Finding[] {
  const { code, message } = messageOf(body);
  const theirWords = `${status} ${code} ${message}`.trim();
  const known = right('merchant', 'number, serial number and key are accepted');
  if (status === 401) return [wrong('merchant', `${reasonOf401(message)} (${theirWords})`)];
  if (status === 404 && code === 'ORDER_NOT_EXIST') {
    return [
      known,
      right(
        'service',
        'answers to this merchant: no such order, as it should be. Whether service_id and AppID were granted to it, only the first order shows',
      ),
    ];
  }
  if (status === 403 && code === 'NO_AUTH') {
    const text =
      'was not granted to this merchant and AppID: compare WECHATPAY_SERVICE_ID, _MCHID and _APPID with';
    return [known, wrong('service', `${text} what WeChat Pay gave you, or ask its staff (${theirWords})`)];
  }
  if (status === 429 || status >= 500) return [doubtful('merchant', `try again later (${theirWords})`)];
  if (status >= 400) return [known, wrong('service', `the query was refused (${theirWords})`)];
  return [doubtful('service', `an unexpected answer (${theirWords})`)];
}

/** https://pay.weixin.qq.com/wiki/doc/apiv3/wxpay/faq/chapter1_2.shtml lists what the messages mean. */
function reasonOf401(message: string): string {
  const reasons: readonly (readonly [RegExp, string])[] = [
    [/timestamp|时间戳/, 'the clock is wrong, see above'],
    [/未设置.*密钥/, 'the APIv3密钥 was never set in API安全: set it'],
    [/未申请.*证书/, 'this merchant has no 商户API证书 yet: apply for it in API安全'],
    [/已更换|已作废/, 'the 商户API证书 was replaced or revoked: take the new serial number and key'],
    [/过期/, 'the 商户API证书 has expired: have it renewed in API安全'],
    [/序列号/, 'WECHATPAY_MERCHANT_SERIAL is not the number of a valid certificate of this merchant'],
    [/商户号/, 'WECHATPAY_MCHID is not known to WeChat Pay'],
  ];
  const found = reasons.find(([pattern]) => pattern.test(message));
  return found?.[1] ?? 'WECHATPAY_MERCHANT_KEY is not the key of the certificate WECHATPAY_MERCHANT_SERIAL';
}

function messageOf(body: string): { readonly code: string; readonly message: string } {
  const { code, message } = parsed(body);
  return { code: printable(code), message: printable(message) };
}

function parsed(body: string): { readonly code?: unknown; readonly message?: unknown } {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

/** It comes from outside and goes to a terminal. */
function printable(text: unknown): string {
  return typeof text === 'string' ? text.replace(/\p{C}/gu, '').slice(0, 200) : '';
}
