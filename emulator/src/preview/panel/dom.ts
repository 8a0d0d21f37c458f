type Child = Node | string | number | null | undefined | false | readonly Child[];

type Listeners = {
  readonly [type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[type]) => void;
};

export interface Properties {
  readonly class?: string | undefined;
  readonly on?: Listeners;
  /** Everything else is an attribute; `false`, `null` and `undefined` leave it out, `true` sets it empty. */
  readonly [attribute: string]: string | number | boolean | null | undefined | Listeners;
}

/**
 * Makes an element. Text is always text: what comes out of documents, logs and errors never becomes markup.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  const { on = {}, ...attributes } = properties;
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const [type, listener] of Object.entries(on)) {
    element.addEventListener(type, listener as EventListener);
  }
  append(element, children);
  return element;
}

function setAttribute(element: Element, name: string, value: Properties[string]): void {
  if (value === null || value === undefined || value === false || typeof value === 'object') return;
  element.setAttribute(name, value === true ? '' : String(value));
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else if (typeof child === 'object') append(parent, child);
    else parent.append(String(child));
  }
}

/** Replaces what is inside. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}
