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

/** 40 hexadecimal digits, less the zeros that the number may begin with. */
export const SERIAL_NUMBER = /^[0-9A-F]{37,40}$/i;

/**
 * A certificate's serial number. Windows shows it in small letters; WeChat Pay writes capitals in `Wechatpay-
 * Serial`.
 */
export function serialNumber(text: string): string {
  return matching(
    SERIAL_NUMBER,
    'must be the 40 hexadecimal digits of the serial number (证书序列号), without spaces or colons',
  )(text.toUpperCase());
}

/** An amount of money in fen that is more than nothing. */
export function fen(text: string): number {
  return Number(matching(/^[1-9]\d{0,9}$/, 'must be an amount in fen, such as 50000 for ¥500.00')(text));
}

/**
 * APIv2 or APIv3 key: 32 bytes, which the merchant chooses. Quotes, backslashes and blanks are allowed nowhere on
 * the way from .env through cloudbaserc.json to the function.
 */
export const key32 = matching(/^[!#-[\]-~]{32}$/, 'must have 32 characters, letters and digits');

/** Where requests go: an origin without a path. Plain HTTP only to this machine. */
export function apiOrigin(text: string): string {
  const url = urlOf(text);
  const here = ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(here && url.protocol === 'http:'))
    throw new Unfit('must begin with https://');
  if (url.origin !== text.replace(/\/$/, '').toLowerCase()) {
    throw new Unfit('must be a host without a path, such as https://api.mch.weixin.qq.com');
  }
  return url.origin;
}

/**
 * Where callbacks come in. https://pay.weixin.qq.com/doc/v3/merchant/4012075420: no parameters, reachable from
 * outside; length: https://pay.weixin.qq.com/doc/v3/merchant/4012587900. That a bare IP or another port than 443
 * is refused is our own strictness: nobody gets a certificate or a public function there.
 */
export function callbackUrl(text: string): string {
  const url = urlOf(text);
  if (url.protocol !== 'https:') throw new Unfit('must begin with https://');
  if (/[?#]/.test(text)) throw new Unfit('must have neither ? nor #: WeChat Pay takes no parameters in it');
  if (url.port !== '' || url.username !== '') throw new Unfit('must name a host only: no port, no user');
  if (!isPublicHost(url.hostname)) throw new Unfit('must name a public host, which WeChat Pay can reach');
  if (url.pathname === '/') throw new Unfit('must have a path, such as /wechatpay/callback');
  if (text.length > 255) throw new Unfit('must have at most 255 characters');
  return text;
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
