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

/** The text, or its beginning and an ellipsis. */
export function shorten(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}
