/** Largest amount that Houfu handles, in fen (¥100,000): far below where integers lose precision. */
export const MAX_AMOUNT_FEN = 10_000_000;

/** True for an amount that may be stored: an integer number of fen, not negative, within bounds. */
export function isFen(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_AMOUNT_FEN;
}

/**
 * Adds amounts of fen.
 * @throws RangeError if a term or the sum is not an amount that may be stored
 */
export function sumFen(amounts: readonly number[]): number {
  let totalFen = 0;
  for (const amountFen of amounts) {
    totalFen += amountFen;
    if (!isFen(amountFen) || !isFen(totalFen)) throw new RangeError(`not an amount in fen: ${amountFen}`);
  }
  return totalFen;
}

/** `12345` → `¥123.45`. For people only; nothing computes with the result. */
export function formatFen(amountFen: number): string {
  const digits = String(amountFen).padStart(3, '0');
  return `¥${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
