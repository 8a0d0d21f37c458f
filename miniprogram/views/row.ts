import { formatFen, spokenFen } from '../format/money';

/** One line of a block: what it is, and what it is for this order. */
export interface Row {
  readonly label: string;
  readonly value: string;
  /** What a screen reader says instead of the value; empty where that is the same. */
  readonly spoken: string;
  /** Said below it; empty for nothing. */
  readonly note: string;
  readonly money: boolean;
  /** Whether a button copies the value. */
  readonly copied: boolean;
}

/** A line with words only, unless said otherwise. */
export function row(label: string, value: string, more: Partial<Row> = {}): Row {
  return { label, value, spoken: '', note: '', money: false, copied: false, ...more };
}

/** Lines that belong together. */
export interface Block {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** A line with an amount of fen. */
export function moneyRow(label: string, amountFen: number, note = ''): Row {
  return row(label, formatFen(amountFen), { spoken: spokenFen(amountFen), note, money: true });
}
