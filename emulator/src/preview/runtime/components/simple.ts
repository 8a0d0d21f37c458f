import { create } from '../dom.ts';
import { toCssLength } from '../engine/lengths.ts';
import { setRole } from './accessibility.ts';
import { defineBase } from './base-component.ts';

const glyphs: Readonly<Record<string, string>> = {
  success: '✔',
  success_no_circle: '✓',
  info: 'ⓘ',
  warn: '⚠',
  waiting: '◷',
  cancel: '✕',
  download: '↓',
  search: '⌕',
  clear: '✕',
};

defineBase({
  tag: 'icon',
  properties: { type: '', size: null as unknown, color: '' },
  create({ element }) {
    const glyph = create('i');
    element.append(glyph);
    return {
      changed: {
        type(value) {
          glyph.textContent = glyphs[value] ?? '';
          element.setAttribute('type', value);
        },
        size(value) {
          glyph.style.fontSize = toCssLength(value);
        },
        color(value) {
          glyph.style.color = value;
        },
      },
    };
  },
});

defineBase({
  tag: 'progress',
  properties: {
    percent: 0,
    showInfo: false,
    strokeWidth: 6 as unknown,
    color: '',
    activeColor: '',
    backgroundColor: '',
    active: false,
    activeMode: 'backwards',
    borderRadius: 0 as unknown,
  },
  create({ element, data, emit }) {
    setRole(element, 'progressbar');
    const bar = create('i');
    const track = create('span', {}, bar);
    const info = create('output');
    element.append(track, info);
    return {
      changed: {
        percent(value) {
          bar.style.width = `${value}%`;
          element.setAttribute('aria-valuenow', String(value));
          info.textContent = `${value}%`;
          if (data.active) emit('activeend', { curPercent: value });
        },
        showInfo(value) {
          info.hidden = !value;
        },
        strokeWidth(value) {
          track.style.height = toCssLength(value);
        },
        activeColor(value) {
          bar.style.background = value || data.color;
        },
        backgroundColor(value) {
          track.style.background = value;
        },
      },
    };
  },
});

/** A page of the web. WeChat lays it over the whole page, below the bar. */
defineBase({
  tag: 'web-view',
  properties: { src: '' },
  create({ element, emit }) {
    const frame = document.createElement('iframe');
    element.append(frame);
    frame.addEventListener('load', () => emit('load', { src: frame.src }));
    return {
      changed: {
        src(value) {
          frame.src = value;
        },
      },
    };
  },
});

/** Only its place: drawing APIs are not played. */
defineBase({ tag: 'canvas', properties: { type: '', canvasId: '', disableScroll: false } });

defineBase({
  tag: 'movable-view',
  properties: { x: 0, y: 0, direction: 'none', disabled: false, inertia: false, outOfBounds: false },
  create({ element, data }) {
    const place = () => element.style.setProperty('translate', `${data.x}px ${data.y}px`);
    return { changed: { x: place, y: place } };
  },
});
