// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';

import { swallowGhostClicks } from './ghost-clicks.ts';

swallowGhostClicks();
afterEach(() => document.body.replaceChildren());

function send(target: Element | null, type: string, detail = 1): void {
  target?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, detail }));
}

/** A page's button, and one that comes up where the finger is when it lifts. */
function draw() {
  document.body.innerHTML =
    '<p id="page"><b>下单</b></p><button id="sheet">取消</button><label><span>允许</span><input type="checkbox"></label>';
  const heard = vi.fn();
  document.querySelector('#sheet')?.addEventListener('click', heard);
  return { heard, find: (selector: string) => document.querySelector(selector) };
}

test('a click on what came up under the finger is swallowed', () => {
  const { heard, find } = draw();
  send(find('b'), 'pointerdown');
  send(find('#sheet'), 'click');
  expect(heard).not.toHaveBeenCalled();
});

test('a click on what was pressed is heard, and so is one of a keyboard', () => {
  const { heard, find } = draw();
  send(find('#sheet'), 'pointerdown');
  send(find('#sheet'), 'click');
  send(find('b'), 'pointerdown');
  send(find('#sheet'), 'click', 0);
  expect(heard).toHaveBeenCalledTimes(2);
});

test('a click on a label reaches what it is for', () => {
  const { find } = draw();
  send(find('span'), 'pointerdown');
  send(find('input'), 'click');
  expect(find('input')).toMatchObject({ checked: true });
});
