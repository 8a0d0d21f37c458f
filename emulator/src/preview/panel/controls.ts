import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';

export interface ButtonOptions {
  readonly icon?: IconName;
  readonly class?: string;
  readonly title?: string;
  readonly disabled?: boolean;
}

export function button(label: string, click: () => void, options: ButtonOptions = {}): HTMLButtonElement {
  const { icon: name, class: classes = '', title, disabled } = options;
  return h(
    'button',
    { type: 'button', class: `button ${classes}`, title, disabled, on: { click } },
    name && icon(name),
    h('span', {}, label),
  );
}

/** A switch with its words. It does not move by itself: whoever made it says what came of the click. */
export interface Toggle {
  readonly element: HTMLButtonElement;
  checked: boolean;
}

export function toggle(label: string, change: (checked: boolean) => void): Toggle {
  const track = h('span', { class: 'toggle-track' });
  const click = (): void => change(!control.checked);
  const element = h(
    'button',
    { type: 'button', class: 'toggle', role: 'switch', 'aria-checked': 'false', on: { click } },
    track,
    h('span', {}, label),
  );
  const control: Toggle = {
    element,
    get checked() {
      return element.getAttribute('aria-checked') === 'true';
    },
    set checked(checked) {
      element.setAttribute('aria-checked', String(checked));
    },
  };
  return control;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function select(
  label: string,
  options: readonly Option[],
  change: (value: string) => void,
): HTMLSelectElement {
  const element = h(
    'select',
    { 'aria-label': label, on: { change: () => change(element.value) } },
    options.map(({ value, label: text }) => h('option', { value }, text)),
  );
  return element;
}

/** A card with a heading; `side` stands at the right of it. */
export function card(
  title: string,
  side: readonly (Node | null)[],
  ...content: readonly Node[]
): HTMLElement {
  return h(
    'section',
    { class: 'card', 'aria-label': title },
    h('header', { class: 'card-head' }, h('h2', {}, title), h('div', { class: 'card-side' }, side)),
    ...content,
  );
}
