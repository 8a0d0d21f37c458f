// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { runtime } from '../index.ts';
import { settle, setUp } from '../testing/templates.ts';
import { pageStack } from './stack.ts';

const log: string[] = [];

function page(name: string) {
  return {
    wxml: '<view>{{title}}</view>',
    json: { navigationBarTitleText: name },
    script: () =>
      Reflect.get(
        globalThis,
        'Page',
      )({
        data: { title: name },
        onLoad: (query: object) => log.push(`${name} load ${JSON.stringify(query)}`),
        onShow: () => log.push(`${name} show`),
        onReady: () => log.push(`${name} ready`),
        onHide: () => log.push(`${name} hide`),
        onUnload: () => log.push(`${name} unload`),
      }),
  };
}

const wx: Record<string, (options: object) => Promise<unknown>> = Reflect.get(globalThis, 'wx');

beforeAll(() => {
  setUp({
    app: {
      tabBar: {
        list: [
          { pagePath: 'pages/shop/shop', text: '商店' },
          { pagePath: 'pages/me/me', text: '我的' },
        ],
      },
    },
    pages: {
      'pages/shop/shop': page('shop'),
      'pages/me/me': page('me'),
      'pages/goods/goods': page('goods'),
      'merchant/pages/orders/orders': page('orders'),
    },
  });
  runtime.start();
});

beforeEach(async () => {
  await wx['reLaunch']?.({ url: '/pages/shop/shop' });
  await settle();
  log.length = 0;
});

afterEach(() => pageStack.closeAll());

test('a page lives through load, show and ready, and the one below is hidden', async () => {
  await wx['navigateTo']?.({ url: '/pages/goods/goods?id=g1&note=a%20b' });
  await settle();
  expect(log).toEqual(['shop hide', 'goods load {"id":"g1","note":"a%20b"}', 'goods show', 'goods ready']);
});

test('the address names the page on top, with its query', async () => {
  await wx['navigateTo']?.({ url: '../goods/goods?id=g1' });
  expect(location.hash).toBe('#/pages/goods/goods?id=g1');
  expect(document.title).toBe('goods');
});

test('going back unloads the page and shows the one below', async () => {
  await wx['navigateTo']?.({ url: '/pages/goods/goods' });
  await settle();
  log.length = 0;
  await wx['navigateBack']?.({});
  expect(log).toEqual(['goods unload', 'shop show']);
});

test('a tab page waits while another tab is shown, and is not loaded again', async () => {
  await wx['switchTab']?.({ url: '/pages/me/me' });
  await settle();
  await wx['switchTab']?.({ url: '/pages/shop/shop' });
  expect(log).toEqual(['shop hide', 'me load {}', 'me show', 'me ready', 'me hide', 'shop show']);
});

test('a page of a subpackage opens like any other', async () => {
  await wx['redirectTo']?.({ url: '/merchant/pages/orders/orders' });
  expect(log.slice(0, 3)).toEqual(['shop unload', 'orders load {}', 'orders show']);
});

test('the page on top alone is seen', async () => {
  await wx['navigateTo']?.({ url: '/pages/goods/goods' });
  const shown = [...document.querySelectorAll('mp-screen:not([hidden])')];
  expect(shown.map((screen) => screen.getAttribute('data-path'))).toEqual(['pages/goods/goods']);
});

test.each([
  ['navigateTo', { url: '/pages/me/me' }, 'navigateTo:fail can not navigateTo a tabbar page'],
  ['redirectTo', { url: '/pages/me/me' }, 'redirectTo:fail can not redirectTo a tabbar page'],
  ['navigateTo', { url: '/pages/x/x' }, 'navigateTo:fail page "pages/x/x" is not found'],
  ['switchTab', { url: '/pages/goods/goods' }, 'switchTab:fail can not switch to no-tabBar page'],
  ['navigateBack', {}, 'navigateBack:fail cannot navigate back at first page.'],
])('%s %j is refused as WeChat does', async (name, options, errMsg) => {
  await expect(wx[name]?.(options)).rejects.toEqual({ errMsg });
});

test('the eleventh page is refused', async () => {
  for (let count = 1; count < 10; count++) await wx['navigateTo']?.({ url: '/pages/goods/goods' });
  await expect(wx['navigateTo']?.({ url: '/pages/goods/goods' })).rejects.toEqual({
    errMsg: 'navigateTo:fail webview count limit exceed',
  });
});

test('a page and the one that it opens talk through their channel', async () => {
  const heard: unknown[] = [];
  const answer = wx['navigateTo']?.({
    url: '/pages/goods/goods',
    events: { chosen: (id: unknown) => heard.push(id) },
  });
  const { eventChannel } = (await answer) as { eventChannel: { emit(name: string, value: unknown): void } };
  const opened = pageStack.top?.instance['getOpenerEventChannel'] as () => typeof eventChannel & {
    on(name: string, listener: (value: unknown) => void): void;
  };
  opened.call(null).on('question', (value) => heard.push(value));
  opened.call(null).emit('chosen', 'g1');
  eventChannel.emit('question', 'why');
  expect(heard).toEqual(['g1', 'why']);
});

test('the bar of tabs shows the chosen one, and a badge where one is set', async () => {
  await wx['setTabBarBadge']?.({ index: 1, text: '3' });
  const tabs = [...document.querySelectorAll('mp-tab-bar [role=tab]')];
  expect(tabs.map((tab) => [tab.textContent, tab.getAttribute('aria-selected')])).toEqual([
    ['商店', 'true'],
    ['我的3', 'false'],
  ]);
});
