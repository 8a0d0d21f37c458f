import './components/index.ts';
import './engine/set-data.ts';
import './styles/index.css';

import { app, isTabPage } from './app.ts';
import { listenToKeyboard } from './components/accessibility.ts';
import { define, defineApp, defineBehavior, defineComponent, definePage } from './definitions.ts';
import { showActionSheet } from './dialogs/action-sheet.ts';
import { share } from './dialogs/share.ts';
import { listenToFingers } from './engine/fingers.ts';
import { swallowGhostClicks } from './engine/ghost-clicks.ts';
import { catchErrors } from './errors/report.ts';
import { callApp, enterForeground, followVisibility } from './foreground.ts';
import { showStatusBar } from './frame/status-bar.ts';
import { tabBar } from './frame/tab-bar.ts';
import { readAddress } from './launch.ts';
import { mount } from './mount.ts';
import { pageStack } from './pages/stack.ts';
import { formatUrl } from './pages/url.ts';
import { provideFonts } from './settings/fonts.ts';
import { followNetwork } from './settings/network.ts';
import { obeyPanel } from './settings/panel.ts';
import { followPreference, refreshTheme } from './settings/theme.ts';
import type { AppConfig, Runtime } from './types.ts';
import { wx } from './wx/index.ts';
import { followResize } from './wx/system.ts';

export type { AppConfig, ComponentConfig, Instance, Mounted, Query, Runtime } from './types.ts';

Object.assign(globalThis, {
  wx,
  App: defineApp,
  Page: definePage,
  Component: defineComponent,
  Behavior: defineBehavior,
  getApp: () => app.instance,
  getCurrentPages: () => pageStack.all.map(({ instance }) => instance),
});
catchErrors();
swallowGhostClicks();
listenToFingers();
listenToKeyboard();

function setup(config: AppConfig, templates: unknown, pages: readonly string[]): void {
  app.config = config;
  app.pages = pages;
  app.templates = templates as Readonly<Record<string, unknown>>;
}

/** Home is the first page; it may be a tab. */
function goHome(): void {
  pageStack.reLaunch(`/${app.pages[0] ?? ''}`);
}

async function openMenu(): Promise<void> {
  const { top } = pageStack;
  if (!top) return;
  const items = [
    ...(top.has('onShareAppMessage')
      ? [{ text: '转发给朋友', run: () => void share(top, { from: 'menu' }) }]
      : []),
    { text: '重新进入小程序', run: () => location.reload() },
  ];
  const chosen = await showActionSheet({ itemList: items.map(({ text }) => text) });
  if (chosen !== null) items[chosen]?.run();
}

/** One that does nothing then would never say that it is done. */
function pullDown(): void {
  const { top } = pageStack;
  if (top?.has('onPullDownRefresh')) top.screen.startPullDown();
}

function openAddress(): void {
  const { path, query } = readAddress();
  const url = `/${formatUrl({ path, query })}`;
  if (isTabPage(path)) pageStack.switchTab(url);
  else pageStack.reLaunch(url);
}

function start(): void {
  pageStack.actions = { back: () => pageStack.navigateBack(), home: goHome, menu: () => void openMenu() };
  showStatusBar();
  tabBar.install((path) => pageStack.switchTab(`/${path}`));
  provideFonts();
  followPreference();
  followNetwork();
  followResize();
  obeyPanel(pullDown);
  const options = readAddress();
  callApp('onLaunch', options);
  enterForeground(options);
  openAddress();
  followVisibility();
  window.addEventListener('hashchange', openAddress);
  // Style sheets that came late follow the theme as well.
  window.addEventListener('load', refreshTheme);
}

/** See `Runtime`; it is what the generated app.js talks to. */
export const runtime: Runtime = { setup, define, start, mount };

Object.assign(globalThis, { miniprogramRuntime: runtime });
