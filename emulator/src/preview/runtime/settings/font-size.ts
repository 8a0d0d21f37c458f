/** WeChat's "normal" size of letters, in px. */
const normalSize = 16;

let size = normalSize;
/** `root-font-size` of the `<page-meta>` of each page that has one. */
const wishes = new WeakMap<Element, string>();
let shown: Element | null = null;

/** The user's choice in WeChat's settings, in px. */
export function fontSizeSetting(): number {
  return size;
}

/**
 * WeChat leaves letters as they are, and hands the size to pages that ask for it by `root-font-size="system"`;
 * their `rem` follows.
 */
function apply(): void {
  const wish = shown ? (wishes.get(shown) ?? '') : '';
  document.documentElement.style.fontSize = wish === 'system' ? `${size}px` : wish;
}

export function setFontSize(px: number): void {
  size = px;
  apply();
}

/** What a page wishes for its root. @param screen the page's `<mp-screen>` */
export function wishRootFontSize(screen: Element, value: string): void {
  wishes.set(screen, value);
  apply();
}

/** This page is the one on top now. */
export function showRootFontSize(screen: Element): void {
  shown = screen;
  apply();
}
