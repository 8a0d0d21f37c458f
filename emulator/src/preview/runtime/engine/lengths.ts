/** A phone is 750 rpx wide, and as many as 100 vw. */
const rpxPerVw = 7.5;

function rpxToVw(css: string): string {
  return css.replace(
    /(-?\d*\.?\d+)rpx\b/g,
    (_, count: string) => `${+(Number(count) / rpxPerVw).toFixed(4)}vw`,
  );
}

/** A browser on a desk has no home indicator: the frame says how high it is, in a variable. */
function safeAreaToVariable(css: string): string {
  return css.replace(/\b(?:env|constant)\((safe-area-inset-\w+)\s*(?:,[^)]*)?\)/g, 'var(--$1, 0px)');
}

/** Inline styles of WXML as the browser understands them. */
export function toBrowserStyle(css: string): string {
  return safeAreaToVariable(rpxToVw(css));
}

/** A length of a component's property, as `20`, `20px` or `40rpx`, in CSS. */
export function toCssLength(value: unknown): string {
  const text = String(value ?? '').trim();
  if (text === '') return '';
  return /^-?\d*\.?\d+$/.test(text) ? `${text}px` : toBrowserStyle(text);
}
