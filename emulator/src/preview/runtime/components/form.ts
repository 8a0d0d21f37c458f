import { glassEasel } from 'glass-easel-miniprogram-adapter';

import { isFormField } from '../built-in-behaviors.ts';
import { descendants } from '../engine/glass-easel.ts';
import { defineBase } from './base-component.ts';
import { fieldOf } from './fields.ts';

interface Form {
  submit(button: glassEasel.Element | null): void;
  reset(): void;
}

const forms = new WeakMap<Element, Form>();

/** The form around an element. */
export function formOf(element: Element): Form | undefined {
  const form = element.closest('wx-form');
  return form ? forms.get(form) : undefined;
}

/** Custom components may have no DOM element of their own, so it is glass-easel's tree that is gone through. */
function componentsWithin(form: glassEasel.GeneralComponent): glassEasel.GeneralComponent[] {
  const all = glassEasel.ElementIterator.create(form, descendants, glassEasel.Component);
  return [...(all as Iterable<glassEasel.GeneralComponent>)];
}

function collect(form: glassEasel.GeneralComponent): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const component of componentsWithin(form)) {
    const field = fieldOf(component);
    const data = component.data as { readonly name?: unknown; readonly value?: unknown };
    const name = field ? field.name() : isFormField(component) ? data.name : '';
    // The outer component comes first: its value counts, not that of an input inside it.
    if (typeof name !== 'string' || name === '' || name in value) continue;
    value[name] = field ? field.value() : data.value;
  }
  return value;
}

defineBase({
  tag: 'form',
  properties: { reportSubmit: false, reportSubmitTimeout: 0 },
  create({ element, component, emit }) {
    forms.set(element, {
      submit: (button) =>
        emit('submit', {
          value: collect(component),
          target: { id: button?.id ?? '', dataset: button?.dataset ?? {} },
        }),
      reset() {
        for (const inner of componentsWithin(component)) fieldOf(inner)?.reset();
        emit('reset', { target: { id: component.id, dataset: component.dataset } });
      },
    });
    return {};
  },
});
