/**
 * `12345` → `¥123.45`, from an integer number of fen. The mini-program may not import values from cloudfunctions/; a
 * test holds this to the domain's own formatFen.
 */
export function formatFen(amountFen: number): string {
  const digits = String(amountFen).padStart(3, '0');
  return `¥${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `12345` → `123元4角5分`, as a screen reader should say it. */
export function spokenFen(amountFen: number): string {
  const digits = String(amountFen).padStart(3, '0');
  const jiao = Number(digits.slice(-2, -1));
  const fen = Number(digits.slice(-1));
  const tail = fen > 0 ? `${jiao}角${fen}分` : jiao > 0 ? `${jiao}角` : '';
  return `${digits.slice(0, -2)}元${tail}`;
}

/**
 * What somebody typed as yuan, in fen: `168`, `168.5`, `168.50`, `¥168.50`. Null if it is no amount.
 * Read as digits, never as a floating-point number.
 */
export function parseYuan(text: string): number | null {
  const parts = /^¥?(\d{1,6})(?:[.。](\d{1,2}))?$/.exec(text.trim());
  if (!parts) return null;
  const [, yuan = '', fraction = ''] = parts;
  return Number(yuan + fraction.padEnd(2, '0'));
}
