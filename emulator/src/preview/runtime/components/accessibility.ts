import { setAttribute } from '../dom.ts';

/** https://developers.weixin.qq.com/miniprogram/dev/component/aria-component.html */
const names = [
  'label',
  'role',
  'hidden',
  'disabled',
  'checked',
  'selected',
  'expanded',
  'pressed',
  'current',
  'busy',
  'live',
  'atomic',
  'modal',
  'invalid',
  'required',
  'readonly',
  'multiselectable',
  'orientation',
  'haspopup',
  'controls',
  'owns',
  'labelledby',
  'describedby',
  'errormessage',
  'roledescription',
  'valuenow',
  'valuemin',
  'valuemax',
  'valuetext',
  'level',
  'posinset',
  'setsize',
] as const;

/** Roles that one acts on: a keyboard reaches them. */
const actionable = new Set(['button', 'link', 'checkbox', 'radio', 'switch', 'tab', 'option', 'menuitem']);

function propertyName(name: string): string {
  return `aria${name[0]?.toUpperCase()}${name.slice(1)}`;
}

/** `aria-label` and its kind, which every component of the client has, and `tabindex`. */
export const accessibilityProperties: Readonly<Record<string, null>> = Object.fromEntries(
  [...names.map(propertyName), 'tabindex'].map((name) => [name, null]),
);

type Reflectors = Readonly<Record<string, (value: unknown) => void>>;

/** Writes them where browsers and screen readers look. What the template leaves out stays as the component set it. */
export function reflectAccessibility(element: HTMLElement): Reflectors {
  const reflectors: Record<string, (value: unknown) => void> = {};
  for (const name of names) {
    const attribute = name === 'role' ? 'role' : `aria-${name}`;
    let written = false;
    reflectors[propertyName(name)] = (value) => {
      const given = value !== null && value !== undefined && value !== '';
      if (!given && !written) return;
      written = true;
      setAttribute(element, attribute, given ? String(value) : null);
      if (name === 'role') makeReachable(element, String(value));
    };
  }
  reflectors['tabindex'] = (value) => {
    if (value !== null && value !== undefined) element.tabIndex = Number(value);
  };
  return reflectors;
}

function makeReachable(element: HTMLElement, role: string): void {
  if (actionable.has(role) && !element.hasAttribute('tabindex')) element.tabIndex = 0;
}

/** What a component is, unless the template says otherwise. */
export function setRole(element: HTMLElement, role: string): void {
  element.setAttribute('role', role);
  makeReachable(element, role);
}

/** One that is disabled says so, and no keyboard reaches it. */
export function setDisabled(element: HTMLElement, disabled: boolean): void {
  setAttribute(element, 'disabled', disabled);
  setAttribute(element, 'aria-disabled', disabled ? 'true' : null);
  element.tabIndex = disabled ? -1 : 0;
}

/** Enter and Space do what a tap does, on whatever has a role to act on. */
export function listenToKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || !target.localName.startsWith('wx-')) return;
    if (!actionable.has(target.getAttribute('role') ?? '')) return;
    if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    target.click();
  });
}
