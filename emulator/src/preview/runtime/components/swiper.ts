import { create } from '../dom.ts';
import { wxElementOf } from '../engine/dom-nodes.ts';
import { onDrag } from '../engine/drag.ts';
import { toCssLength } from '../engine/lengths.ts';
import { defineBase } from './base-component.ts';

/** How far, or how fast (px a ms), a finger moves it to the next. */
const flipShare = 0.3;
const flipSpeed = 0.3;

type Source = 'autoplay' | 'touch' | '';

defineBase({
  tag: 'swiper',
  properties: {
    current: 0,
    autoplay: false,
    interval: 5000,
    duration: 500,
    circular: false,
    vertical: false,
    indicatorDots: false,
    indicatorColor: 'rgba(0, 0, 0, .3)',
    indicatorActiveColor: '#000000',
    previousMargin: '0px',
    nextMargin: '0px',
    displayMultipleItems: 1,
    easingFunction: 'default',
    currentItemId: '',
  },
  create({ element, data, emit, set }) {
    const dots = create('mp-dots', { attributes: { 'aria-hidden': 'true' } });
    element.append(dots);
    const items = () => [...element.querySelectorAll<HTMLElement>(':scope > wx-swiper-item')];
    const last = () => Math.max(0, items().length - data.displayMultipleItems);

    const place = (draggedPx = 0, animated = false) => {
      const step = 100 / Math.max(1, data.displayMultipleItems);
      const axis = data.vertical ? 'Y' : 'X';
      for (const item of items()) {
        item.style.transitionDuration = animated ? `${data.duration}ms` : '0ms';
        item.style.setProperty('--step', `${step}%`);
        item.style.transform = `translate${axis}(calc(${-100 * data.current}% + ${draggedPx}px))`;
      }
      dots.replaceChildren(
        ...(data.indicatorDots ? items() : []).map((_, index) => {
          const dot = create('i');
          dot.style.background = index === data.current ? data.indicatorActiveColor : data.indicatorColor;
          return dot;
        }),
      );
    };
    const idOf = (index: number) => {
      const item = wxElementOf(items()[index] ?? null);
      return item && 'data' in item ? String(Reflect.get(Object(item.data), 'itemId') ?? '') : '';
    };
    let source: Source = '';
    const go = (to: number, why: Source) => {
      const wrapped = data.circular ? (to + items().length) % Math.max(1, items().length) : to;
      const current = Math.min(Math.max(wrapped, 0), last());
      if (current === data.current) return place(0, true);
      source = why;
      set({ current });
    };
    let shown = data.current;
    const follow = () => {
      place(0, true);
      if (shown === data.current) return;
      shown = data.current;
      const detail = { current: shown, currentItemId: idOf(shown), source };
      source = '';
      emit('change', detail);
      setTimeout(() => emit('animationfinish', detail), data.duration);
    };

    let timer: ReturnType<typeof setInterval> | undefined;
    const play = () => {
      clearInterval(timer);
      if (data.autoplay) {
        timer = setInterval(
          () => go(data.current === last() ? 0 : data.current + 1, 'autoplay'),
          data.interval,
        );
      }
    };
    const along = ({ x, y }: { x: number; y: number }) => (data.vertical ? y : x);
    onDrag(element, {
      start() {
        clearInterval(timer);
        return true;
      },
      move: (distance) => place(along(distance)),
      end(distance, ms) {
        const moved = along(distance);
        const size = (data.vertical ? element.clientHeight : element.clientWidth) || 1;
        const flips = Math.abs(moved) > size * flipShare || Math.abs(moved) / Math.max(ms, 1) > flipSpeed;
        go(data.current + (flips && moved !== 0 ? -Math.sign(moved) : 0), 'touch');
        play();
      },
    });
    // Items come and go with the data of the page.
    const observer = new MutationObserver(() => place());
    observer.observe(element, { childList: true });
    return {
      changed: {
        current: follow,
        autoplay: play,
        interval: play,
        indicatorDots: () => place(),
        vertical: (value) => element.toggleAttribute('vertical', value),
        previousMargin: (value) => element.style.setProperty('--before', toCssLength(value)),
        nextMargin: (value) => element.style.setProperty('--after', toCssLength(value)),
      },
      detached() {
        clearInterval(timer);
        observer.disconnect();
      },
    };
  },
});

defineBase({ tag: 'swiper-item', properties: { itemId: '', skipHiddenItemLayout: false } });
