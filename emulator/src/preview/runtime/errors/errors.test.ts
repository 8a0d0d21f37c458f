// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { show, tap } from '../testing/templates.ts';
import { findOrigin } from './source-map.ts';

const complained = vi.spyOn(console, 'error').mockImplementation(() => {});
let told: unknown[] = [];

beforeEach(() => {
  told = [];
  complained.mockClear();
  // As if the phone stood in the panel's page.
  vi.spyOn(window, 'parent', 'get').mockReturnValue({
    postMessage: (message: unknown) => told.push(message),
  } as unknown as Window);
});

afterEach(() => document.querySelector<HTMLElement>('mp-error button')?.click());

test('an exception in a handler is shown, told to the panel, and can be put away', () => {
  const mounted = show('components/broken/broken', '<view id="v" bind:tap="break">x</view>', {
    methods: {
      break() {
        throw new Error('金额不见了');
      },
    },
  });
  tap(mounted.element.querySelector('#v'));
  const overlay = document.querySelector('mp-error');
  expect(overlay?.getAttribute('role')).toBe('alert');
  expect(overlay?.textContent).toContain('Error: 金额不见了');
  expect(told).toMatchObject([
    {
      type: 'error',
      message: expect.stringContaining('金额不见了'),
      stack: expect.stringContaining('errors.test'),
    },
  ]);
  overlay?.querySelector('button')?.click();
  expect(document.querySelector('mp-error')).toBeNull();
});

test('an exception outside of components is shown as well', () => {
  window.dispatchEvent(new ErrorEvent('error', { error: new TypeError('no such thing'), message: 'x' }));
  expect(document.querySelector('mp-error')?.textContent).toContain('TypeError: no such thing');
});

test('an error that comes again and again does not fill the page', () => {
  for (let times = 0; times < 50; times += 1) {
    window.dispatchEvent(new ErrorEvent('error', { error: new Error('again'), message: 'again' }));
  }
  expect(document.querySelectorAll('mp-error section')).toHaveLength(10);
  expect(told).toHaveLength(50);
});

test('a rejection that nobody handles is shown by its errMsg', () => {
  const event = Object.assign(new Event('unhandledrejection'), { reason: { errMsg: 'navigateTo:fail x' } });
  window.dispatchEvent(event);
  expect(document.querySelector('mp-error p')?.textContent).toBe('navigateTo:fail x');
});

test.each([
  [undefined, 'undefined'],
  [() => {}, 'function'],
  [new Date(), 'Date'],
  [{ list: [{ at: new Map() }] }, '"x.list[0].at" is an instance of Map'],
])('setData with %s complains, since it does not reach a phone', (value, words) => {
  const { instance } = show('components/data/data', '<view>{{x}}</view>', { data: { x: 'before' } });
  instance.setData({ x: value });
  expect(complained).toHaveBeenCalledWith(expect.stringContaining(words));
});

test('a field that is set to undefined stays as it was', () => {
  const { instance } = show('components/data/data', '<view>{{x}}</view>', { data: { x: 'before' } });
  instance.setData({ x: undefined, y: 1 });
  expect(instance.data).toMatchObject({ x: 'before', y: 1 });
});

test('what JSON can say is set without a word', () => {
  const { instance } = show('components/data/data', '<view>{{x}}</view>');
  instance.setData({ x: [{ a: null, b: [1, 'c', true] }] });
  expect(complained).not.toHaveBeenCalled();
});

test('a place in the bundle is found in the file that was written', () => {
  // Line 2: column 1 is a.ts line 1, column 10 is b.ts line 3.
  const map = { sources: ['a.ts', 'b.ts'], mappings: ';AAAA,SCEA' };
  expect(findOrigin(map, 2, 1)).toEqual({ file: 'a.ts', line: 1 });
  expect(findOrigin(map, 2, 9)).toEqual({ file: 'a.ts', line: 1 });
  expect(findOrigin(map, 2, 10)).toEqual({ file: 'b.ts', line: 3 });
  expect(findOrigin(map, 1, 1)).toBeNull();
});
