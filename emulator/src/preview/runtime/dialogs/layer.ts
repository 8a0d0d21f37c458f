import { create } from '../dom.ts';

interface Layer {
  readonly element: HTMLElement;
  close(): void;
}

interface LayerOptions {
  /** Its place: in the middle, at the bottom, or over the whole phone. */
  readonly kind: 'modal' | 'sheet' | 'full';
  readonly label: string;
  /** What a tap beside it does; nothing unless it is given. */
  readonly onOutside?: () => void;
}

/** Something over the whole mini-program that waits for an answer. The focus goes to it, and back after it. */
export function openLayer({ kind, label, onOutside }: LayerOptions, ...content: readonly Node[]): Layer {
  const before = document.activeElement;
  const box = create(
    'div',
    { attributes: { role: 'dialog', 'aria-modal': 'true', 'aria-label': label } },
    ...content,
  );
  box.tabIndex = -1;
  const element = create('mp-layer', { attributes: { 'data-kind': kind } }, box);
  element.addEventListener('click', ({ target }) => {
    if (target === element) onOutside?.();
  });
  document.body.append(element);
  box.focus();
  return {
    element,
    close() {
      element.remove();
      if (before instanceof HTMLElement) before.focus();
    },
  };
}
