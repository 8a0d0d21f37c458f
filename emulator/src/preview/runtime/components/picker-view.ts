import { defineBase } from './base-component.ts';

/** How high a row of the wheel is, in px; the style sheet has the same. */
const rowPx = 48;
const settleMs = 120;

defineBase({
  tag: 'picker-view',
  properties: {
    value: [] as unknown[],
    indicatorStyle: '',
    indicatorClass: '',
    maskStyle: '',
    maskClass: '',
    immediateChange: false,
  },
  create({ element, data, emit, set }) {
    const columns = () => [...element.querySelectorAll<HTMLElement>('wx-picker-view-column')];
    const place = () => {
      for (const [index, column] of columns().entries())
        column.scrollTop = Number(data.value[index] ?? 0) * rowPx;
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const value = columns().map((column) => Math.round(column.scrollTop / rowPx));
      emit('pickend');
      if (value.every((index, column) => index === Number(data.value[column] ?? 0))) return;
      set({ value });
      emit('change', { value });
    };
    element.addEventListener(
      'scroll',
      () => {
        clearTimeout(timer);
        timer = setTimeout(settle, settleMs);
      },
      { capture: true },
    );
    setTimeout(place);
    return { changed: { value: place }, detached: () => clearTimeout(timer) };
  },
});

/** Its rows scroll, and one of them stands in the middle. */
defineBase({ tag: 'picker-view-column', properties: {} });
