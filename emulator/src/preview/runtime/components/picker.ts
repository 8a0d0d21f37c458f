import { type PickerColumn, showPickerSheet } from '../dialogs/picker-sheet.ts';
import { create } from '../dom.ts';
import { setRole } from './accessibility.ts';
import { defineBase } from './base-component.ts';

function labelOf(option: unknown, key: string): string {
  return String(key && typeof option === 'object' && option !== null ? Reflect.get(option, key) : option);
}

function columnOf(range: unknown, key: string): PickerColumn {
  return Array.isArray(range) ? range.map((option) => labelOf(option, key)) : [];
}

const inputTypes: Readonly<Record<string, string>> = { date: 'date', time: 'time', month: 'month' };

/** A tap on what is inside opens a sheet; dates and times are chosen with the browser's own control in it. */
defineBase({
  tag: 'picker',
  properties: {
    mode: 'selector',
    range: [] as unknown[],
    rangeKey: '',
    value: null as unknown,
    start: '',
    end: '',
    fields: 'day',
    disabled: false,
    name: '',
    headerText: '',
  },
  create({ element, data, emit, set, on }) {
    setRole(element, 'button');
    element.dataset['field'] = '';
    const tell = (value: unknown) => {
      set({ value });
      emit('change', { value });
    };
    const pickOptions = async () => {
      const isMulti = data.mode === 'multiSelector';
      const columns = () =>
        isMulti
          ? data.range.map((range) => columnOf(range, data.rangeKey))
          : [columnOf(data.range, data.rangeKey)];
      const chosen =
        isMulti && Array.isArray(data.value) ? data.value.map(Number) : [Number(data.value ?? 0)];
      const indexes = await showPickerSheet({
        title: data.headerText,
        columns,
        chosen,
        moved: (column, value) => isMulti && emit('columnchange', { column, value }),
      });
      if (!indexes) emit('cancel');
      // WeChat answers the index of a single column as text.
      else tell(isMulti ? indexes : String(indexes[0] ?? 0));
    };
    const pickByControl = async () => {
      const control = create('input', {
        attributes: {
          type: inputTypes[data.fields === 'month' ? 'month' : data.mode] ?? 'date',
          value: String(data.value ?? ''),
          min: data.start,
          max: data.end,
          'aria-label': data.headerText || '选择',
        },
      }) as HTMLInputElement;
      const picked = await showPickerSheet({ title: data.headerText, control });
      if (picked && control.value) tell(control.value);
      else emit('cancel');
    };
    const open = () => {
      if (!data.disabled) void (data.mode.endsWith('elector') ? pickOptions() : pickByControl());
    };
    on('tap', open);
    return {
      changed: { disabled: (value) => element.setAttribute('aria-disabled', String(value)) },
      field: {
        name: () => data.name,
        value: () => data.value ?? '',
        reset: () => set({ value: null }),
        activate: open,
      },
    };
  },
});
