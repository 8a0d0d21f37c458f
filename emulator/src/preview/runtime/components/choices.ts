import { setDisabled, setRole } from './accessibility.ts';
import { defineBase, type Handle } from './base-component.ts';
import type { Field } from './fields.ts';

/** checkbox, radio and switch: drawn by the style sheet, so that they look the same everywhere. */
interface ChoiceData {
  checked: boolean;
  disabled: boolean;
  color: string;
}

const choiceProperties = { value: '', checked: false, disabled: false, color: '', name: '' };

/** Shows the state, and does what a tap does. @param toggle is called for one that is not disabled */
function drawChoice<Data extends ChoiceData>(
  { element, data, on }: Handle<Data>,
  role: string,
  toggle: () => void,
) {
  setRole(element, role);
  element.dataset['field'] = '';
  const box = document.createElement('i');
  element.prepend(box);
  const activate = () => {
    if (!data.disabled) toggle();
  };
  on('tap', activate);
  const changed = {
    checked: (value: boolean) => element.setAttribute('aria-checked', String(value)),
    disabled: (value: boolean) => setDisabled(element, value),
    color: (value: string) => box.style.setProperty('--choice-color', value || null),
  };
  return { changed, activate };
}

interface Choice {
  readonly value: string;
  readonly checked: boolean;
  uncheck(): void;
}

interface Group {
  changed(by: Choice): void;
}

const groups = new WeakMap<Element, Group>();
const choices = new WeakMap<Element, Choice>();

function choicesWithin(group: Element, tag: string): Choice[] {
  return [...group.querySelectorAll(tag)].flatMap((element) => choices.get(element) ?? []);
}

function defineChoice(tag: 'checkbox' | 'radio'): void {
  defineBase({
    tag,
    properties: choiceProperties,
    create(handle) {
      const { element, data, set } = handle;
      const choice: Choice = {
        get value() {
          return data.value;
        },
        get checked() {
          return data.checked;
        },
        uncheck: () => set({ checked: false }),
      };
      choices.set(element, choice);
      const { changed, activate } = drawChoice(handle, tag, () => {
        if (tag === 'radio' && data.checked) return;
        set({ checked: !data.checked });
        const group = element.closest(`wx-${tag}-group`);
        if (group) groups.get(group)?.changed(choice);
      });
      return {
        changed,
        field: { name: () => '', value: () => null, reset: () => choice.uncheck(), activate },
      };
    },
  });
}

function defineGroup(tag: 'checkbox-group' | 'radio-group', value: (group: Element) => unknown): void {
  const single = tag === 'radio-group';
  defineBase({
    tag,
    properties: { name: '' },
    create({ element, data, emit }) {
      if (single) setRole(element, 'radiogroup');
      else setRole(element, 'group');
      groups.set(element, {
        changed(by) {
          if (single) {
            for (const other of choicesWithin(element, 'wx-radio'))
              if (other !== by && other.checked) other.uncheck();
          }
          emit('change', { value: value(element) });
        },
      });
      // Resetting is done by the choices themselves.
      const field: Field = { name: () => data.name, value: () => value(element), reset() {} };
      return { field };
    },
  });
}

defineChoice('checkbox');
defineChoice('radio');
defineGroup('checkbox-group', (group) =>
  choicesWithin(group, 'wx-checkbox').flatMap(({ checked, value }) => (checked ? value : [])),
);
defineGroup(
  'radio-group',
  (group) => choicesWithin(group, 'wx-radio').find(({ checked }) => checked)?.value ?? '',
);

defineBase({
  tag: 'switch',
  properties: { ...choiceProperties, type: 'switch' },
  create(handle) {
    const { element, data, emit, set } = handle;
    const { changed, activate } = drawChoice(handle, 'switch', () => {
      set({ checked: !data.checked });
      emit('change', { value: data.checked });
    });
    return {
      changed: { ...changed, type: (value) => element.setAttribute('type', value) },
      field: {
        name: () => data.name,
        value: () => data.checked,
        reset: () => set({ checked: false }),
        activate,
      },
    };
  },
});
