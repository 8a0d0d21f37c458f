import type { Phone } from './phone.ts';

/** What a page of 750 rpx is wide here. */
const PX_PER_RPX = 390 / 750;
/** Smaller letters cannot be read by those this is made for. */
const SMALLEST_RPX = 24;

const CONTROLS = ['button', 'link', 'checkbox', 'radio', 'switch', 'tab', 'textbox', 'slider'];
/** One line of Playwright's tree, as `- button "下单": …`. */
const NODE = /^(?<indent>\s*)- '?(?<role>[a-z]+)(?: "(?<name>(?:[^"\\]|\\.)*)")?/;

/** What is wrong with the page on top for people who do not see well, in words. */
export async function audit(phone: Phone): Promise<readonly string[]> {
  const tree = await phone.page.locator('body').ariaSnapshot();
  const small = await phone.screen.locator('mp-viewport').evaluate(textBelow, SMALLEST_RPX * PX_PER_RPX);
  return [...namelessIn(tree), ...small];
}

/** Whatever can be used without a name that can be said: a sign of the icon font is none. */
export function namelessIn(tree: string): readonly string[] {
  const lines = tree.split('\n');
  return lines.flatMap((line, index) => {
    const { role = '', name = '' } = NODE.exec(line)?.groups ?? {};
    if (!CONTROLS.includes(role) || /[^\s\u{e000}-\u{f8ff}]/u.test(name)) return [];
    // The client's own input has the role too, and the input inside of it the name.
    if (lines[index + 1]?.trim().startsWith(`- ${role} "`)) return [];
    // A library's input says what it counts by the group that it stands in.
    if (role === 'textbox' && isInNamedGroup(lines.slice(0, index + 1))) return [];
    return [`a ${role} without a name: ${lines.slice(Math.max(0, index - 1), index + 2).join(' / ')}`];
  });
}

/** @param lines up to the one that is asked about */
function isInNamedGroup(lines: readonly string[]): boolean {
  const depthOf = (line: string) => line.search(/\S/);
  const depth = depthOf(lines.at(-1) ?? '');
  const parent = lines.findLast((line) => depthOf(line) < depth);
  return /^\s*- group "/.test(parent ?? '');
}

/** Runs in the page. */
function textBelow(root: Element, leastPx: number): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (!element?.checkVisibility() || !/[^\s\ue000-\uf8ff]/.test(text)) continue;
    if (element.closest('[aria-hidden="true"]')) continue;
    const px = Number.parseFloat(getComputedStyle(element).fontSize);
    if (px < leastPx - 0.01) found.push(`「${text}」 has letters of ${px.toFixed(1)} px`);
  }
  return found;
}
