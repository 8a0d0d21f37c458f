import { defineBase } from './base-component.ts';

/** How long it slides, in ms. */
const slideMs = 300;

/** A sheet over the page, with WeChat's events around its coming and going. */
defineBase({
  tag: 'page-container',
  properties: {
    show: false,
    duration: slideMs,
    zIndex: 100,
    overlay: true,
    position: 'bottom',
    round: false,
    closeOnSlideDown: false,
    overlayStyle: '',
    customStyle: '',
  },
  create({ element, data, emit, set, on }) {
    const tell = (name: string) => {
      emit(`before${name}`);
      emit(name);
      setTimeout(() => emit(`after${name}`), data.duration);
    };
    let shown = false;
    on('tap', (event) => {
      const touch = event.getOriginalEvent();
      if (!(touch instanceof Event) || touch.target !== element) return;
      emit('clickoverlay');
      set({ show: false });
    });
    return {
      changed: {
        show(value) {
          element.toggleAttribute('data-shown', value);
          if (value !== shown) tell(value ? 'enter' : 'leave');
          shown = value;
        },
        position: (value) => element.setAttribute('data-position', value),
        overlay: (value) => element.toggleAttribute('data-overlay', value),
        round: (value) => element.toggleAttribute('data-round', value),
        zIndex: (value) => element.style.setProperty('z-index', String(value)),
      },
    };
  },
});
