import type { glassEasel } from 'glass-easel-miniprogram-adapter';

/** glass-easel notes on each DOM node which element of a template it draws. */
interface DrawnNode extends Node {
  readonly __wxElement?: glassEasel.Element;
}

/** The element of a template that draws this node, or the nearest around it. */
export function wxElementOf(node: EventTarget | null): glassEasel.Element | null {
  let current = node instanceof Node ? (node as DrawnNode) : null;
  while (current && !current.__wxElement) current = current.parentNode;
  return current?.__wxElement ?? null;
}

/** The DOM element that draws this one; a virtual host has none. */
export function htmlElementOf(element: glassEasel.Element): HTMLElement | null {
  const drawn: unknown = element.getBackendElement();
  return drawn instanceof HTMLElement ? drawn : null;
}

/** Where the page's own view begins in the window: below the navigation bar. */
export function viewportOffset(node: Node | null): { readonly left: number; readonly top: number } {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  return element?.closest('mp-viewport')?.getBoundingClientRect() ?? { left: 0, top: 0 };
}
