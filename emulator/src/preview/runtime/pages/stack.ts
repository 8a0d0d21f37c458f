import { app, isTabPage } from '../app.ts';
import type { FrameActions } from '../frame/actions.ts';
import type { LeftButton } from '../frame/navigation-bar.ts';
import { tellPanel } from '../settings/panel.ts';
import { Page } from './page.ts';
import { Refusal } from './refusal.ts';
import { formatUrl, parseUrl } from './url.ts';

/** WeChat's limit (https://developers.weixin.qq.com/miniprogram/dev/framework/app-service/route.html). */
const mostPages = 10;

/** The open pages, the visible one last, and the tab pages that wait for their turn. */
class PageStack {
  #pages: Page[] = [];
  readonly #tabs = new Map<string, Page>();
  /** What the bars around each page do; the phone says so before it opens the first. */
  actions: FrameActions = { back() {}, home() {}, menu() {} };

  get top(): Page | undefined {
    return this.#pages.at(-1);
  }

  get all(): readonly Page[] {
    return this.#pages;
  }

  /**
   * @param prepare is called with the new page before its `onLoad`
   * @throws Refusal in WeChat's words
   */
  navigateTo(url: string, prepare?: (page: Page) => void): Page {
    const { path, query } = this.#target(url);
    if (isTabPage(path)) throw new Refusal('can not navigateTo a tabbar page');
    if (this.#pages.length >= mostPages) throw new Refusal('webview count limit exceed');
    this.top?.hide();
    const page = new Page(path, query, this.actions);
    prepare?.(page);
    return this.#open(page);
  }

  /** @throws Refusal in WeChat's words */
  redirectTo(url: string): Page {
    const { path, query } = this.#target(url);
    if (isTabPage(path)) throw new Refusal('can not redirectTo a tabbar page');
    const left = this.#pages.pop();
    if (left) this.#close(left);
    return this.#open(new Page(path, query, this.actions));
  }

  /** @throws Refusal on the first page */
  navigateBack(delta = 1): void {
    if (this.#pages.length <= 1) throw new Refusal('cannot navigate back at first page.');
    for (let count = 0; count < delta && this.#pages.length > 1; count++) {
      const left = this.#pages.pop();
      if (left) this.#close(left);
    }
    this.#show();
  }

  /** @throws Refusal of a page that is no tab */
  switchTab(url: string): void {
    const { path } = this.#target(url);
    if (!isTabPage(path)) throw new Refusal('can not switch to no-tabBar page');
    const known = this.#tabs.get(path);
    if (known && known === this.top) return;
    for (const page of [...this.#pages].reverse()) {
      if (!isTabPage(page.path)) this.#close(page);
      else if (page === this.top) page.hide();
    }
    this.#pages = [];
    if (!known) {
      this.#open(new Page(path, {}, this.actions));
      return;
    }
    this.#pages = [known];
    this.#show();
  }

  /** @throws Refusal of a page that does not exist */
  reLaunch(url: string): Page {
    const { path, query } = this.#target(url);
    this.closeAll();
    return this.#open(new Page(path, query, this.actions));
  }

  closeAll(): void {
    const leaving = new Set([...[...this.#pages].reverse(), ...this.#tabs.values()]);
    this.#pages = [];
    for (const page of leaving) this.#close(page);
  }

  #target(url: string) {
    const target = parseUrl(url, this.top?.path ?? '');
    if (!app.pages.includes(target.path)) throw new Refusal(`page "${target.path}" is not found`);
    return target;
  }

  #open(page: Page): Page {
    this.#pages.push(page);
    if (isTabPage(page.path)) this.#tabs.set(page.path, page);
    this.#tellRoute(page);
    page.open(this.#leftButton(page));
    return page;
  }

  #show(): void {
    const page = this.top;
    if (!page) return;
    this.#tellRoute(page);
    page.show(this.#leftButton(page));
  }

  #close(page: Page): void {
    this.#tabs.delete(page.path);
    page.close();
  }

  /** WeChat offers the way home on a page that one cannot go back from, unless it is home. */
  #leftButton(page: Page): LeftButton {
    if (this.#pages.length > 1) return 'back';
    return isTabPage(page.path) || page.path === app.pages[0] ? null : 'home';
  }

  #tellRoute(page: Page): void {
    history.replaceState(null, '', `#/${formatUrl(page)}`);
    tellPanel({ type: 'route', path: page.path, query: page.query });
  }
}

export const pageStack = new PageStack();
