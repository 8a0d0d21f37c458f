import { create } from '../dom.ts';
import { assetUrl } from '../paths.ts';

interface ToastOptions {
  readonly title?: string;
  readonly icon?: string;
  readonly image?: string;
  /** ms; without it the toast stays until it is hidden */
  readonly duration?: number | undefined;
  /** Nothing below can be touched meanwhile. */
  readonly mask?: boolean;
}

let shown: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a toast instead of the one before; screen readers say it. */
export function showToast({
  title = '',
  icon = 'success',
  image,
  duration,
  mask = false,
}: ToastOptions): void {
  hideToast();
  const box = create('div', { attributes: { 'data-icon': image ? 'image' : icon } });
  if (image) box.append(create('img', { attributes: { src: assetUrl(image), alt: '' } }));
  else if (icon !== 'none') box.append(create('i', { attributes: { 'aria-hidden': 'true' } }));
  box.append(create('p', { text: title }));
  shown = create('mp-toast', { attributes: { role: 'status', 'aria-live': 'polite' } }, box);
  shown.toggleAttribute('data-mask', mask);
  document.body.append(shown);
  if (duration !== undefined) timer = setTimeout(hideToast, duration);
}

/** Toast and loading are one thing in WeChat: hiding either hides what is shown. */
export function hideToast(): void {
  clearTimeout(timer);
  shown?.remove();
  shown = null;
}
