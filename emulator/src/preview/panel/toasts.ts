import { h } from './dom.ts';
import { icon } from './icons.ts';

export interface Toasts {
  readonly element: HTMLElement;
  info(text: string): void;
  /** Stays until it is closed. */
  error(text: string, details?: string): void;
  /** Does something, and shows why it could not be done. */
  attempt(act: () => Promise<void>): Promise<void>;
}

const infoMs = 4_000;
const most = 4;

export function createToasts(): Toasts {
  const element = h('div', { class: 'toasts', 'aria-live': 'polite' });

  /** The same again takes the place of the one that is shown. */
  function show(kind: 'info' | 'error', text: string, details = ''): HTMLElement {
    for (const each of [...element.children]) {
      if (each.querySelector('.toast-text')?.textContent === text) each.remove();
    }
    const close = h(
      'button',
      { class: 'toast-close', 'aria-label': '关闭', on: { click: () => toast.remove() } },
      icon('close'),
    );
    const toast = h(
      'div',
      { class: `toast ${kind}`, role: kind === 'error' ? 'alert' : 'status' },
      h('div', { class: 'toast-text' }, text),
      close,
      details !== '' && h('details', {}, h('summary', {}, '详情'), h('pre', {}, details)),
    );
    element.append(toast);
    while (element.childElementCount > most) element.firstElementChild?.remove();
    return toast;
  }

  const toasts: Toasts = {
    element,
    info(text) {
      const toast = show('info', text);
      setTimeout(() => toast.remove(), infoMs);
    },
    error: (text, details) => void show('error', text, details),
    attempt: (act) =>
      act().catch((error: unknown) => toasts.error(error instanceof Error ? error.message : String(error))),
  };
  return toasts;
}
