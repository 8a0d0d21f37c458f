/**
 * What is wrong with a value, and what to do: the end of a sentence that begins with its name. It may be a
 * secret, so it is never repeated.
 */
export class Unfit extends Error {}

/** Reads one value. @throws Unfit */
export type Reader<T> = (text: string) => T;

export function matching(pattern: RegExp, otherwise: string): Reader<string> {
  return (text) => {
    if (!pattern.test(text)) throw new Unfit(otherwise);
    return text;
  };
}

export function oneOf<const Name extends string>(...names: readonly Name[]): Reader<Name> {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found === undefined) throw new Unfit(`must be one of ${names.join(', ')}`);
    return found;
  };
}

export function onOff(text: string): boolean {
  return oneOf('on', 'off')(text) === 'on';
}

/** An amount of money in fen that is more than nothing. */
export function fen(text: string): number {
  return Number(matching(/^[1-9]\d{0,9}$/, 'must be an amount in fen, such as 50000 for ¥500.00')(text));
}

/** Where requests go: an origin without a path. Plain HTTP only to this machine. */
export function apiOrigin(text: string): string {
  const url = secureUrl(text);
  if (url.origin !== text.replace(/\/$/, '').toLowerCase()) {
    throw new Unfit('must be a host without a path, such as https://api.mch.weixin.qq.com');
  }
  return url.origin;
}

/** In characters. */
export const MAX_URL = 255;

/**
 * Where callbacks come in. WeChat Pay wants no parameters, a host reachable from outside
 * (https://pay.weixin.qq.com/doc/v3/merchant/4012075420) and this length
 * (https://pay.weixin.qq.com/doc/v3/merchant/4012587900), Alipay about the same. That a bare IP or another port than
 * 443 is refused is our own strictness: nobody gets a certificate or a public function there.
 */
export function callbackUrl(text: string): string {
  const url = urlOf(text);
  if (url.protocol !== 'https:') throw new Unfit('must begin with https://');
  if (/[?#]/.test(text)) throw new Unfit('must have neither ? nor #: no parameters are allowed in it');
  if (url.port !== '' || url.username !== '') throw new Unfit('must name a host only: no port, no user');
  if (!isPublicHost(url.hostname)) throw new Unfit('must name a public host, which the channel can reach');
  if (url.pathname === '/') throw new Unfit('must have a path, such as /wechatpay/callback');
  if (text.length > MAX_URL) throw new Unfit(`must have at most ${MAX_URL} characters`);
  return text;
}

/** An https URL, or a plain one of this machine. @throws Unfit */
export function secureUrl(text: string): URL {
  const url = urlOf(text);
  const here = ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(here && url.protocol === 'http:'))
    throw new Unfit('must begin with https://');
  return url;
}

function urlOf(text: string): URL {
  if (!URL.canParse(text)) throw new Unfit('must be a complete URL');
  return new URL(text);
}

/** By its looks only: a name with a dot that ends in letters, and in none of the endings kept for private use. */
function isPublicHost(hostname: string): boolean {
  return (
    /\.[a-z][a-z0-9-]*$/.test(hostname) &&
    !/\.(local|localhost|internal|lan|test|example|invalid)$/.test(hostname)
  );
}
