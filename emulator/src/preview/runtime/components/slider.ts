import { create } from '../dom.ts';
import { defineBase } from './base-component.ts';

/** The browser's own slider, which knows fingers, keyboards and screen readers. */
defineBase({
  tag: 'slider',
  properties: {
    value: 0,
    min: 0,
    max: 100,
    step: 1,
    disabled: false,
    name: '',
    showValue: false,
    activeColor: '',
    backgroundColor: '',
    blockSize: 28,
    blockColor: '',
  },
  create({ element, data, emit, set }) {
    const control = document.createElement('input');
    control.type = 'range';
    const shown = create('output');
    element.append(control, shown);
    const fill = () => {
      const share = (control.valueAsNumber - data.min) / (data.max - data.min || 1);
      control.style.setProperty('--share', `${share * 100}%`);
      shown.textContent = control.value;
    };
    const show = () => {
      control.min = String(data.min);
      control.max = String(data.max);
      control.step = String(data.step);
      control.value = String(data.value);
      fill();
    };
    control.addEventListener('input', () => {
      fill();
      emit('changing', { value: control.valueAsNumber });
    });
    control.addEventListener('change', () => {
      set({ value: control.valueAsNumber });
      emit('change', { value: data.value });
    });
    return {
      changed: {
        value: show,
        min: show,
        max: show,
        step: show,
        disabled(value) {
          control.disabled = value;
        },
        activeColor: (value) => control.style.setProperty('--active', value || null),
        backgroundColor: (value) => control.style.setProperty('--rest', value || null),
        showValue(value) {
          shown.hidden = !value;
        },
      },
      field: { name: () => data.name, value: () => data.value, reset: () => set({ value: data.min }) },
    };
  },
});
