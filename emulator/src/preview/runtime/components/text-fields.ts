import { create } from '../dom.ts';
import { toBrowserStyle } from '../engine/lengths.ts';
import { scopedClasses } from '../engine/style-scope.ts';
import { defineBase, type Handle } from './base-component.ts';

/** WeChat's default for `maxlength`; -1 = no limit. */
const maxlength = 140;

const properties = {
  value: '',
  name: '',
  placeholder: '',
  placeholderStyle: '',
  placeholderClass: '',
  disabled: false,
  maxlength,
  focus: false,
  autoFocus: false,
  cursor: -1,
  cursorSpacing: null as unknown,
  selectionStart: -1,
  selectionEnd: -1,
  adjustPosition: true,
  holdKeyboard: false,
  confirmType: 'done',
  confirmHold: false,
};

type TextData = typeof properties;
type Control = HTMLInputElement | HTMLTextAreaElement;

/** What an input and a textarea have in common. */
function drawField<Data extends TextData>(handle: Handle<Data>, control: Control) {
  const { element, data, emit, component } = handle;
  const set = (value: string) => handle.set({ value } as Partial<Data>);
  element.dataset['field'] = '';
  // WeChat draws the placeholder itself, so that a class can style it.
  const hint = create('span', { attributes: { 'aria-hidden': 'true' } });
  element.append(hint, control);

  const showHint = () => {
    hint.hidden = control.value !== '';
    hint.className = [
      `${control.localName}-placeholder`,
      ...scopedClasses(component, data.placeholderClass),
    ].join(' ');
  };
  control.addEventListener('input', () => {
    set(control.value);
    showHint();
    emit('input', { value: control.value, cursor: control.selectionStart ?? 0, keyCode: 0 });
  });
  control.addEventListener('focus', () => emit('focus', { value: control.value, height: 0 }));
  control.addEventListener('blur', () =>
    emit('blur', { value: control.value, cursor: control.selectionStart ?? 0 }),
  );
  control.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    if (key === 'Enter' && !isComposing && control.localName === 'input')
      emit('confirm', { value: control.value });
  });

  const focus = (wanted: boolean) => {
    if (wanted) control.focus();
    else if (document.activeElement === control) control.blur();
  };
  const changed = {
    value(value: string) {
      if (control.value !== value) control.value = value;
      showHint();
    },
    placeholder(value: string) {
      hint.textContent = value;
      control.placeholder = value;
      showHint();
    },
    placeholderStyle: (value: string) => hint.setAttribute('style', toBrowserStyle(value)),
    placeholderClass: showHint,
    disabled(value: boolean) {
      control.disabled = value;
    },
    maxlength(value: number) {
      if (value >= 0) control.maxLength = value;
      else control.removeAttribute('maxlength');
    },
    focus,
    autoFocus: (value: boolean) => value && focus(true),
    ariaLabel(value: unknown) {
      if (value) control.setAttribute('aria-label', String(value));
    },
  };
  const field = {
    name: () => data.name,
    value: () => data.value,
    reset: () => set(''),
    activate: () => focus(true),
  };
  return { changed, field };
}

/** Which keyboard a phone shows. */
const keyboards: Readonly<Record<string, string>> = { number: 'numeric', digit: 'decimal', idcard: 'text' };

defineBase({
  tag: 'input',
  properties: { ...properties, type: 'text', password: false, alwaysEmbed: false },
  create(handle) {
    const control = document.createElement('input');
    const { changed, field } = drawField(handle, control);
    return {
      changed: {
        ...changed,
        type(value) {
          control.inputMode = keyboards[value] ?? 'text';
        },
        password(value) {
          control.type = value ? 'password' : 'text';
        },
        confirmType(value) {
          control.enterKeyHint = value;
        },
      },
      field,
    };
  },
});

defineBase({
  tag: 'textarea',
  properties: {
    ...properties,
    autoHeight: false,
    fixed: false,
    showConfirmBar: true,
    disableDefaultPadding: false,
  },
  create(handle) {
    const { element, emit, data } = handle;
    const control = document.createElement('textarea');
    control.rows = 1;
    const { changed, field } = drawField(handle, control);
    let lines = 1;
    // The style sheet lets it grow; here is only told of it.
    const grow = () => {
      if (!data.autoHeight) return;
      const lineHeight = Number.parseFloat(getComputedStyle(control).lineHeight) || 1;
      const lineCount = Math.max(1, Math.round(control.scrollHeight / lineHeight));
      if (lineCount !== lines) emit('linechange', { height: control.scrollHeight, lineCount });
      lines = lineCount;
    };
    control.addEventListener('input', grow);
    return {
      changed: {
        ...changed,
        value(value) {
          changed.value(value);
          grow();
        },
        autoHeight(value) {
          element.toggleAttribute('data-auto-height', value);
          grow();
        },
      },
      field,
    };
  },
});
