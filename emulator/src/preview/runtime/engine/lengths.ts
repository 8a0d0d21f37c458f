/** A phone is 750 rpx wide, and as many as 100 vw. */
const rpxPerVw = 7.5;

function rpxToVw(css: string): string {
  return css.replace(
    /(-?\d*\.?\d+)rpx\b/g,
    (_, count: string) => `${+(Number(count) / rpxPerVw).toFixed(4)}vw`,
  );
}

/** 100 vh are the page's own view, without the bars around it: the frame says in a variable what one is. */
function vhToVariable(css: string): string {
  return css.replace(/(-?\d*\.?\d+)vh\b/g, 'calc($1 * var(--view-height, 1vh))');
}

/** A browser on a desk has no home indicator: the frame says how high it is, in a variable. */
function safeAreaToVariable(css: string): string {
  return css.replace(/\b(?:env|constant)\((safe-area-inset-\w+)\s*(?:,[^)]*)?\)/g, 'var(--$1, 0px)');
}

/** Declarations of WXSS and inline styles of WXML as the browser understands them. */
export function toBrowserStyle(css: string): string {
  return safeAreaToVariable(vhToVariable(rpxToVw(css)));
}

/** The condition of a media query; there are no variables in it. */
export function toBrowserCondition(css: string): string {
  return rpxToVw(css);
}

/** A length of a component's property, as `20`, `20px` or `40rpx`, in CSS. */
export function toCssLength(value: unknown): string {
  const text = String(value ?? '').trim();
  if (text === '') return '';
  return /^-?\d*\.?\d+$/.test(text) ? `${text}px` : toBrowserStyle(text);
}
