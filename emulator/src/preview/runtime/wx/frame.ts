import { htmlElementOf, viewportOffset } from '../engine/dom-nodes.ts';
import { paintStatusBar } from '../frame/status-bar.ts';
import { tabBar } from '../frame/tab-bar.ts';
import type { Page } from '../pages/page.ts';
import { Refusal } from '../pages/refusal.ts';
import { pageStack } from '../pages/stack.ts';
import { asyncApi, quietApi } from './api.ts';

function topPage(): Page {
  const { top } = pageStack;
  if (!top) throw new Refusal('no page is open');
  return top;
}

interface NavigationBarColor {
  readonly frontColor?: string;
  readonly backgroundColor?: string;
}

interface PageScroll {
  readonly scrollTop?: number;
  readonly selector?: string;
  readonly duration?: number;
  readonly offsetTop?: number;
}

/** How far a page scrolls to bring an element to its top. */
function distanceTo(page: Page, selector: string): number {
  const element = page.find(selector);
  const html = element ? htmlElementOf(element) : null;
  if (!html) throw new Refusal(`no element matches ${selector}`);
  return page.screen.scrollTop + html.getBoundingClientRect().top - viewportOffset(html).top;
}

interface TabBarIndex {
  readonly index: number;
}

/** The bars around a page, and its scrolling. */
export const frame = {
  setNavigationBarTitle: asyncApi('setNavigationBarTitle', ({ title }: { readonly title: string }) => {
    const { navigation } = topPage().screen;
    navigation.title = title;
    document.title = title;
  }),
  setNavigationBarColor: asyncApi(
    'setNavigationBarColor',
    ({ frontColor, backgroundColor }: NavigationBarColor) => {
      const { navigation } = topPage().screen;
      navigation.setColors({
        ...(frontColor && { front: frontColor }),
        ...(backgroundColor && { background: backgroundColor }),
      });
      paintStatusBar(navigation.front);
    },
  ),
  showNavigationBarLoading: asyncApi('showNavigationBarLoading', () => {
    topPage().screen.navigation.loading = true;
  }),
  hideNavigationBarLoading: asyncApi('hideNavigationBarLoading', () => {
    topPage().screen.navigation.loading = false;
  }),
  hideHomeButton: asyncApi('hideHomeButton', () => topPage().screen.navigation.showLeft(null)),

  setTabBarBadge: asyncApi('setTabBarBadge', ({ index, text }: TabBarIndex & { readonly text: string }) =>
    tabBar.setBadge(index, { text }),
  ),
  removeTabBarBadge: asyncApi('removeTabBarBadge', ({ index }: TabBarIndex) => tabBar.setBadge(index, null)),
  showTabBarRedDot: asyncApi('showTabBarRedDot', ({ index }: TabBarIndex) => tabBar.setBadge(index, 'dot')),
  hideTabBarRedDot: asyncApi('hideTabBarRedDot', ({ index }: TabBarIndex) => tabBar.setBadge(index, null)),
  showTabBar: asyncApi('showTabBar', () => {
    tabBar.hidden = false;
  }),
  hideTabBar: asyncApi('hideTabBar', () => {
    tabBar.hidden = true;
  }),

  pageScrollTo: asyncApi(
    'pageScrollTo',
    ({ scrollTop, selector, duration = 300, offsetTop = 0 }: PageScroll) => {
      const page = topPage();
      const top = selector === undefined ? (scrollTop ?? 0) : distanceTo(page, selector);
      page.screen.scrollTo(top + offsetTop, duration > 0);
    },
  ),
  startPullDownRefresh: asyncApi('startPullDownRefresh', () => topPage().screen.startPullDown()),
  stopPullDownRefresh: asyncApi('stopPullDownRefresh', () => topPage().screen.stopPullDown()),

  setBackgroundColor: quietApi('setBackgroundColor'),
  setBackgroundTextStyle: quietApi('setBackgroundTextStyle'),
  showShareMenu: quietApi('showShareMenu'),
  hideShareMenu: quietApi('hideShareMenu'),
  enableAlertBeforeUnload: quietApi('enableAlertBeforeUnload'),
  disableAlertBeforeUnload: quietApi('disableAlertBeforeUnload'),
};
