import { type Rule, text } from '../channels/fields.ts';
import { FieldError } from '../channels/refusal.ts';

/** An amount is at most 100,000,000.00 yuan. */
const mostFen = 10_000_000_000;

/** Yuan with two decimals, such as `15.00`, and nothing else. Gives fen, at least 1. */
export const yuan: Rule<number> = {
  check(value, path) {
    const digits = text(12, /^(0|[1-9]\d*)\.\d{2}$/).check(value, path);
    const fen = Number(digits.replace('.', ''));
    if (fen < 1 || fen > mostFen) throw new FieldError(path, 'must be from 0.01 to 100000000.00');
    return fen;
  },
};

/** Fen as Alipay writes amounts. */
export function yuanOf(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** 订单标题 of a credit order. */
export const subject = text(256, /^[^/=&]+$/);

/** Where the user comes back to: a page on the web, or one in an app. */
export const backLink = text(1024, /^(https?|alipays?):/);

/** A user, as this merchant's app knows him. */
export const openIdPattern = /^[\w-]{1,128}$/;
export const openId = text(128, openIdPattern);

/** A number that the merchant made. */
export const merchantNo = (max: number): Rule<string> => text(max, /^[0-9A-Za-z_-]+$/);
