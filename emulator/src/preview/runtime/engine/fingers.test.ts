// @vitest-environment jsdom
import { expect, test } from 'vitest';

import { show, tap } from '../testing/templates.ts';

const point = { identifier: 1, clientX: 5, clientY: 5, pageX: 5, pageY: 5 };

/** A touch of one finger. @returns whether it was kept from the browser */
function touch(target: Element | null, type: string): boolean {
  const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), {
    changedTouches: [point],
  });
  target?.dispatchEvent(event);
  return event.defaultPrevented;
}

test('who catches a move keeps the browser from scrolling, and nobody else does', () => {
  const heard: string[] = [];
  const { element } = show('components/two/two', '<view id="a" catch:touchmove="hear"/><view id="b"/>', {
    methods: { hear: ({ type }: { type: string }) => heard.push(type) },
  });
  const move = (selector: string) => {
    const target = element.querySelector(selector);
    touch(target, 'touchstart');
    const isKept = touch(target, 'touchmove');
    touch(target, 'touchend');
    return isKept;
  };
  expect([move('#a'), move('#b')]).toEqual([true, false]);
  expect(heard).toEqual(['touchmove']);
});

test('a touch taps once, though the browser sends mouse events after it', () => {
  const heard: unknown[] = [];
  const { element } = show('components/one/one', '<view id="c" bind:tap="hear"/>', {
    methods: { hear: ({ detail }: { detail: unknown }) => heard.push(detail) },
  });
  const target = element.querySelector('#c');
  touch(target, 'touchstart');
  touch(target, 'touchend');
  tap(target);
  expect(heard).toEqual([{ x: 5, y: 5 }]);
});
