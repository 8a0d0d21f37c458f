/**
 * WeChat Pay's limits on what a request may say, in characters and items.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587900
 */
export const MAX_INTRODUCTION = 20;
export const MAX_DESCRIPTION = 30;
export const MAX_REASON = 50;
export const MAX_PAYMENTS = 100;
export const MAX_COUNT = 100;
/** Of a line of goods; the page of the e-commerce call names none, so this is to stay out of trouble. */
export const MAX_GOODS_NAME = 128;

/**
 * The text as WeChat Pay takes it, or its beginning and an ellipsis; `otherwise` if nothing is left. It takes
 * UTF-8 of one to three bytes: no emoji, and no characters as rare as 𠮷.
 * https://pay.weixin.qq.com/docs/merchant/development/interface-rules/basic-rules.html (字符集)
 */
export function shorten(text: string, max: number, otherwise: string): string {
  const plain = text
    .replace(/[\u{10000}-\u{10FFFF}]|\p{Cs}|\u200D|\uFE0F/gu, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  if (plain === '') return otherwise;
  const characters = [...plain];
  return characters.length <= max ? plain : `${characters.slice(0, max - 1).join('')}…`;
}
