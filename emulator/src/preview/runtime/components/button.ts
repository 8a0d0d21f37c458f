import { setAttribute } from '../dom.ts';
import { wxElementOf } from '../engine/dom-nodes.ts';
import { setDisabled, setRole } from './accessibility.ts';
import { defineBase } from './base-component.ts';
import { formOf } from './form.ts';
import { openCapability } from './open-type.ts';

defineBase({
  tag: 'button',
  hoverClass: 'button-hover',
  properties: {
    size: 'default',
    type: 'default',
    plain: false,
    disabled: false,
    loading: false,
    formType: '',
    openType: '',
    name: '',
    lang: 'en',
    sessionFrom: '',
    sendMessageTitle: '',
    sendMessagePath: '',
    sendMessageImg: '',
    showMessageCard: false,
    appParameter: '',
  },
  create({ element, data, component, emit, on }) {
    setRole(element, 'button');
    on('tap', () => {
      if (data.disabled) return;
      const form = formOf(element);
      if (data.formType === 'submit') form?.submit(wxElementOf(element));
      else if (data.formType === 'reset') form?.reset();
      if (data.openType) openCapability(data.openType, component, emit);
    });
    return {
      changed: {
        type: (value) => element.setAttribute('type', value),
        size: (value) => element.setAttribute('size', value),
        plain: (value) => setAttribute(element, 'plain', value),
        loading(value) {
          setAttribute(element, 'loading', value);
          setAttribute(element, 'aria-busy', value ? 'true' : null);
        },
        disabled: (value) => setDisabled(element, value),
      },
    };
  },
});
