interface Parts {
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onClick?: () => void;
}

/** A DOM element with what is in it. */
export function create(tag: string, parts: Parts = {}, ...children: readonly Node[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(parts.attributes ?? {})) element.setAttribute(name, value);
  if (parts.text !== undefined) element.textContent = parts.text;
  if (parts.onClick) element.addEventListener('click', parts.onClick);
  element.append(...children);
  return element;
}

/** A button that says what it does, also to those who cannot see it. */
export function createButton(text: string, onClick: () => void, attributes: Record<string, string> = {}) {
  return create('button', { text, onClick, attributes: { type: 'button', ...attributes } });
}

/** Sets an attribute to text, to nothing (true), or removes it (false, null, undefined). */
export function setAttribute(element: Element, name: string, value: unknown): void {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}
