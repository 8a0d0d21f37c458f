import { glassEasel } from 'glass-easel-miniprogram-adapter';

import { htmlElementOf, viewportOffset } from './dom-nodes.ts';

const prototype = glassEasel.Element.prototype;

function attributeName(name: string): string {
  return `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `data-*` of WXML reaches the DOM, so that tests and readers of the page find elements by it. */
function showDataset(): void {
  const { setDataset } = prototype;
  prototype.setDataset = function (this: glassEasel.Element, name: string, value: unknown) {
    setDataset.call(this, name, value);
    if (value === null || typeof value === 'object') return;
    htmlElementOf(this)?.setAttribute(attributeName(name), String(value));
  };
}

/** So does `id`, as it is written: glass-easel would prefix it, and `aria-labelledby` would find nothing. */
function showId(): void {
  const property = Object.getOwnPropertyDescriptor(prototype, 'id');
  if (!property?.get || !property.set) throw new Error('glass-easel elements have no id to set');
  const { get, set } = property;
  Object.defineProperty(prototype, 'id', {
    configurable: true,
    get,
    set(this: glassEasel.Element, value: unknown) {
      set.call(this, value);
      htmlElementOf(this)?.setAttribute('id', String(value));
    },
  });
}

/** In WeChat a page is a view of its own: what is measured begins below the navigation bar. */
function measureFromViewport(): void {
  const { getBoundingClientRect } = prototype;
  prototype.getBoundingClientRect = function (this: glassEasel.Element, answer) {
    const offset = viewportOffset(htmlElementOf(this));
    getBoundingClientRect.call(this, ({ left, top, width, height }) =>
      answer({ left: left - offset.left, top: top - offset.top, width, height }),
    );
  };
}

showDataset();
showId();
measureFromViewport();
