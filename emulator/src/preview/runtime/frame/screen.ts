import { create } from '../dom.ts';
import { themed, themeFollowers } from '../settings/theme.ts';
import type { WindowConfig } from '../types.ts';
import type { FrameActions } from './actions.ts';
import { type LeftButton, NavigationBar } from './navigation-bar.ts';
import { PullDown } from './pull-down.ts';
import { paintStatusBar } from './status-bar.ts';
import { tabBar } from './tab-bar.ts';

interface ScreenEvents {
  scrolled(scrollTop: number): void;
  reachedBottom(): void;
  pulledDown(): void;
}

/** From this distance to the end on the page has reached its bottom, unless it says otherwise, in px. */
const reachBottomDistance = 50;

/** What one page stands in: its navigation bar, and a view that scrolls by itself. */
export class Screen {
  readonly element: HTMLElement;
  readonly navigation: NavigationBar;
  readonly #scroller = create('mp-scroller');
  readonly #pullDown: PullDown;
  #atBottom = false;

  constructor(
    readonly path: string,
    readonly config: WindowConfig,
    readonly events: ScreenEvents,
    actions: FrameActions,
  ) {
    this.navigation = new NavigationBar(config, actions);
    const viewport = create('mp-viewport', {}, this.#scroller);
    this.element = create(
      'mp-screen',
      { attributes: { 'data-path': path } },
      this.navigation.element,
      viewport,
    );
    this.element.hidden = true;
    document.body.append(this.element);
    this.#scroller.addEventListener('scroll', () => this.#scrolled());
    this.#pullDown = new PullDown(
      this.#scroller,
      () => events.pulledDown(),
      config.enablePullDownRefresh ?? false,
    );
    themeFollowers.add(this.#paint);
    this.#paint();
  }

  /** Puts the page's own element where its view is. */
  fill(attach: (parent: HTMLElement, placeholder: HTMLElement) => void): void {
    const placeholder = create('i');
    this.#scroller.append(placeholder);
    attach(this.#scroller, placeholder);
  }

  raise(left: LeftButton): void {
    this.element.hidden = false;
    this.navigation.showLeft(left);
    tabBar.show(this.path);
    paintStatusBar(this.navigation.front);
    document.title = this.navigation.title;
  }

  lower(): void {
    this.element.hidden = true;
  }

  remove(): void {
    themeFollowers.remove(this.#paint);
    this.navigation.remove();
    this.element.remove();
  }

  /** The end of what the page holds, and how far its view has gone, in px. */
  get scrollHeight(): number {
    return this.#scroller.scrollHeight;
  }

  get scrollTop(): number {
    return this.#scroller.scrollTop;
  }

  scrollTo(top: number, smooth = false): void {
    this.#scroller.scrollTo?.({ top, behavior: smooth ? 'smooth' : 'instant' });
  }

  startPullDown(): void {
    this.#pullDown.start();
  }

  stopPullDown(): void {
    this.#pullDown.stop();
  }

  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    // A hidden view scrolls to its top; that is no doing of the user.
    if (this.element.hidden) return;
    this.events.scrolled(scrollTop);
    const distance = this.config.onReachBottomDistance ?? reachBottomDistance;
    const atBottom = scrollHeight - scrollTop - clientHeight <= distance;
    if (atBottom && !this.#atBottom) this.events.reachedBottom();
    this.#atBottom = atBottom;
  }

  readonly #paint = (): void => {
    const background =
      themed(this.config.backgroundColorContent) ?? themed(this.config.backgroundColor) ?? '';
    this.#scroller.style.background = background;
    if (!this.element.hidden) paintStatusBar(this.navigation.front);
  };
}
