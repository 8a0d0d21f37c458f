import { findByText, tap } from '../../../emulator/src/preview/testing/page.ts';
import { shown } from './screen.ts';

/** Types into the field with this placeholder. */
export function type(placeholder: string, text: string): void {
  const field = document.querySelector(
    `input[placeholder="${placeholder}"], textarea[placeholder="${placeholder}"]`,
  );
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    throw new Error(`there is no field "${placeholder}"`);
  }
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Hands in the form that is open: its button has the step's name. */
export function submit(label: string): void {
  const form = document.querySelector('.hf-step-form');
  if (!form) throw new Error(`no form is open; there is: ${shown()}`);
  tap(findByText(form, label));
}
