/** What a finger does: touches, and lifts. */
export function tap(element: Element): void {
  for (const type of ['mousedown', 'mouseup']) {
    element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
  }
}

/**
 * The innermost element that shows exactly this text.
 * @throws Error that says what is shown instead
 */
export function findByText(root: Element, text: string): Element {
  const matching = [...root.querySelectorAll('*')].filter((element) => textOf(element) === text);
  // Descendants come after their ancestors.
  const innermost = matching.at(-1);
  if (!innermost) throw new Error(`nothing shows "${text}"; there is: ${textOf(root)}`);
  return innermost;
}

/** What an element shows, with single spaces. */
export function textOf(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}
