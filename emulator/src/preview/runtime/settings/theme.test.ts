// @vitest-environment jsdom
import { beforeAll, expect, test } from 'vitest';

import { runtime } from '../index.ts';
import { setUp } from '../testing/templates.ts';
import { decide } from './color-scheme.ts';
import { fontSizeSetting } from './font-size.ts';

const wx: Record<string, (...args: unknown[]) => unknown> = Reflect.get(globalThis, 'wx');

beforeAll(() => {
  setUp({
    app: {
      darkmode: true,
      theme: { light: { bar: '#ffffff', text: 'black' }, dark: { bar: '#111111', text: 'white' } },
      window: { navigationBarBackgroundColor: '@bar', navigationBarTextStyle: '@text' },
    },
    pages: {
      'pages/a/a': {
        wxml: '<page-meta root-font-size="system"/><view/>',
        script: () =>
          Reflect.get(
            globalThis,
            'Page',
          )({
            onPullDownRefresh() {
              this.refreshed = true;
            },
          }),
      },
      'pages/b/b': { wxml: '<view/>', script: () => Reflect.get(globalThis, 'Page')({}) },
    },
  });
  runtime.start();
});

/** What the panel posts to the phone. */
function post(data: object, origin = location.origin): void {
  window.dispatchEvent(new MessageEvent('message', { data, source: window.parent, origin }));
}

test('the panel makes it dark: bars follow theme.json, and the page hears of it', () => {
  const heard: unknown[] = [];
  wx['onThemeChange']?.((event: unknown) => heard.push(event));
  const bar = document.querySelector<HTMLElement>('mp-navigation-bar');
  expect([bar?.style.background, bar?.style.color]).toEqual(['rgb(255, 255, 255)', 'black']);
  post({ type: 'theme', theme: 'dark' });
  expect([bar?.style.background, bar?.style.color]).toEqual(['rgb(17, 17, 17)', 'white']);
  expect(heard).toEqual([{ theme: 'dark' }]);
  expect(wx['getAppBaseInfo']?.()).toMatchObject({ theme: 'dark' });
});

test('a condition on the colour scheme is decided, whatever stands around it', () => {
  expect(decide('(prefers-color-scheme: dark)', 'dark')).toBe('(min-width: 0px)');
  expect(decide('(min-width: 300px) and (prefers-color-scheme:dark)', 'light')).toBe(
    '(min-width: 300px) and (max-width: 0px)',
  );
});

test('larger type reaches pages that ask for it', () => {
  post({ type: 'fontSize', size: 20 });
  expect(fontSizeSetting()).toBe(20);
  expect(document.documentElement.style.fontSize).toBe('20px');
});

test('the panel pulls the page down', () => {
  post({ type: 'pullDown' });
  const pages = Reflect.get(globalThis, 'getCurrentPages')() as { refreshed?: boolean }[];
  expect(pages[0]?.refreshed).toBe(true);
  expect(document.querySelector('mp-pull-down')?.hasAttribute('data-refreshing')).toBe(true);
});

test('pages of other origins are not obeyed', () => {
  post({ type: 'fontSize', size: 30 }, 'https://elsewhere.example');
  expect(fontSizeSetting()).toBe(20);
});

test('a page that refreshes nothing is not pulled down, since it would stay so', async () => {
  await wx['navigateTo']?.({ url: '/pages/b/b' });
  post({ type: 'pullDown' });
  const indicator = document.querySelector('mp-screen[data-path="pages/b/b"] mp-pull-down');
  expect(indicator?.hasAttribute('data-refreshing')).toBe(false);
});
