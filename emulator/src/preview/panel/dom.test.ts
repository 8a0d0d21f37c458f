// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { fill, h } from './dom.ts';

const markup = '<img src=x onerror=alert(1)>';

test('what comes as text stays text, in children and in attributes', () => {
  const element = h('div', { title: markup }, markup, [h('b', {}, markup)]);
  expect(element.textContent).toBe(markup + markup);
  expect(element.querySelectorAll('img')).toHaveLength(0);
  expect(element.title).toBe(markup);
});

test('attributes that are false or absent are left out, true ones are empty', () => {
  const element = h('button', { hidden: false, title: undefined, disabled: true, 'aria-label': 'a' });
  expect(element.outerHTML).toBe('<button disabled="" aria-label="a"></button>');
});

test('children that are nothing are left out, 0 is not', () => {
  expect(h('p', {}, null, undefined, false, 0, 'a').textContent).toBe('0a');
});

test('listeners hear, and fill replaces what was inside', () => {
  const click = vi.fn();
  const element = h('div', {}, h('button', { on: { click } }));
  element.querySelector('button')?.click();
  expect(click).toHaveBeenCalledOnce();
  fill(element, 'new');
  expect(element.innerHTML).toBe('new');
});
