/** Something to be mended before WeChat would take the mini-program, or before a buyer meets it. */
export interface Finding {
  /** Relative to the mini-program's root, with `/`. */
  readonly file: string;
  /** From 1; null where the whole file is meant. */
  readonly line: number | null;
  readonly message: string;
}

/** The line, from 1, at an offset of a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The line of the first place where a text is written; null if nowhere. */
export function lineOf(text: string, written: string): number | null {
  const offset = text.indexOf(written);
  return offset < 0 ? null : lineAt(text, offset);
}

/** One finding a line, sorted, each said once, in a form that editors make clickable. */
export function report(folder: string, findings: readonly Finding[]): string {
  const sorted = [...findings].sort(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compare(a.message, b.message),
  );
  const lines = sorted.map(
    ({ file, line, message }) => `${folder}/${file}${line === null ? '' : `:${line}`} ${message}`,
  );
  return [...new Set(lines)].join('\n');
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
