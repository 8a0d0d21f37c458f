import { vi } from 'vitest';
import type { Mounted } from '../../../emulator/src/preview/runtime/types.ts';
import { findByText, tap, textOf } from '../../../emulator/src/preview/testing/page.ts';
import { COMMON } from '../../../miniprogram/copy/common.ts';

/** Waits until this text stands on the screen, dialogs included. */
export function see(text: string | RegExp): Promise<void> {
  return vi.waitFor(() => {
    const shown = textOf(document.body);
    if (typeof text === 'string' ? !shown.includes(text) : !text.test(shown)) {
      throw new Error(`"${text}" is not there, but: ${shown}`);
    }
  });
}

/** What is on the screen, with single spaces. */
export function shown(): string {
  return textOf(document.body);
}

/** Taps what shows exactly this text: an element of the page. */
export async function tapOn(text: string): Promise<void> {
  tap(await vi.waitFor(() => findByText(document.body, text)));
}

/** Taps a button of the dialog that is open. */
export async function answer(text: string): Promise<void> {
  const button = await vi.waitFor(() => findByText(dialog(), text));
  (button as HTMLElement).click();
}

/** The dialog that is open. @throws Error if none is */
export function dialog(): HTMLElement {
  const layer = document.querySelector<HTMLElement>('mp-layer');
  if (!layer) throw new Error(`no dialog is open; there is: ${shown()}`);
  return layer;
}

/** Types into the field with this label. */
export function fill(label: string, text: string): void {
  const field = document.querySelector(`input[aria-label="${label}"], textarea[aria-label="${label}"]`);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    throw new Error(`no field has the label ${label}; there is: ${shown()}`);
  }
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Waits until no page is being read any more: it cannot be taken away before. */
export function settled(): Promise<void> {
  return vi.waitFor(() => {
    if (shown().includes(COMMON.loading)) throw new Error(`something is still being read: ${shown()}`);
  });
}

/** Calls what a page does at an event, as WeChat does, also before the screen has followed the last one. */
export function happens(page: Mounted | null, handler: string): unknown {
  const handle: unknown = page?.instance[handler];
  if (typeof handle !== 'function') throw new Error(`the page has no ${handler}`);
  return handle.call(page?.instance);
}
