import type { glassEasel } from 'glass-easel-miniprogram-adapter';

import { wxElementOf } from '../engine/dom-nodes.ts';

/** A component that has a value in the form around it. */
export interface Field {
  name(): string;
  value(): unknown;
  /** Back to nothing, as `form-type="reset"` asks. */
  reset(): void;
  /** What a tap on its label does. */
  activate?(): void;
}

const fields = new WeakMap<object, Field>();

export function registerField(component: glassEasel.GeneralComponent, field: Field): void {
  fields.set(component, field);
}

export function fieldOf(component: object): Field | undefined {
  return fields.get(component);
}

/** The fields of the client's own components inside this element, in the order of the page. */
export function fieldsWithin(element: HTMLElement): Field[] {
  return [...element.querySelectorAll('*')].flatMap((node) => {
    const component = wxElementOf(node);
    return (component && fields.get(component)) ?? [];
  });
}
