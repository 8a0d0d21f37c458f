import * as v from 'valibot';

/**
 * Alipay writes money as yuan with two decimals, `168.00`; everywhere else in here it is fen.
 * @throws RangeError for what is no amount
 */
export function toYuan(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError('an amount must be a whole number of fen');
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** Fen, without ever computing with fractions; null for what is no amount. */
export function fromYuan(text: string): number | null {
  const [, yuan, decimals = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(decimals.padEnd(2, '0'));
}

/** An amount in an answer, in fen. */
export const fen = v.pipe(v.string(), v.transform(fromYuan), v.number());
