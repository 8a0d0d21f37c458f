import { matching } from '../config/values.ts';

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

/**
 * APIv2 or APIv3 key: 32 bytes, which the merchant chooses. Quotes, backslashes and blanks are allowed nowhere on
 * the way from .env through cloudbaserc.json to the function.
 */
export const key32 = matching(/^[!#-[\]-~]{32}$/, 'must have 32 characters, letters and digits');
