import type { glassEasel, Root } from 'glass-easel-miniprogram-adapter';

import { app } from '../app.ts';
import { backend, codeSpace } from '../engine/code-space.ts';
import { htmlElementOf } from '../engine/dom-nodes.ts';
import { tellReady } from '../engine/ready.ts';
import { runSafely } from '../errors/report.ts';
import type { FrameActions } from '../frame/actions.ts';
import type { LeftButton } from '../frame/navigation-bar.ts';
import { Screen } from '../frame/screen.ts';
import { showRootFontSize } from '../settings/font-size.ts';
import type { Instance, Query, WindowConfig } from '../types.ts';
import { formatUrl } from './url.ts';

/** A page's JSON over `window` of app.json. */
function configOf(path: string): WindowConfig {
  return { ...app.config.window, ...(codeSpace.getComponentStaticConfig(path) as WindowConfig | undefined) };
}

/** One open page: its instance, its screen, and what it lives through. */
export class Page {
  readonly screen: Screen;
  readonly instance: Instance;
  readonly #root: Root;
  #scrollTop = 0;

  constructor(
    readonly path: string,
    readonly query: Query,
    actions: FrameActions,
  ) {
    const events = {
      scrolled: (scrollTop: number) => this.#scrolled(scrollTop),
      reachedBottom: () => this.call('onReachBottom'),
      pulledDown: () => this.call('onPullDownRefresh'),
    };
    this.screen = new Screen(path, configOf(path), events, actions);
    this.#root = backend.createRoot('page', codeSpace, formatUrl({ path, query }));
    this.instance = this.#root.get() as unknown as Instance;
    Object.assign(this.instance, { route: path, options: query });
    htmlElementOf(this.#root.getComponent())?.setAttribute('is', path);
    this.screen.fill((parent, placeholder) => this.#root.attach(parent as never, placeholder as never));
  }

  /** The first element of the page's own template that the selector matches. */
  find(selector: string): glassEasel.Element | null {
    return this.#root.getComponent().getShadowRoot()?.querySelector(selector) ?? null;
  }

  has(lifecycle: string): boolean {
    return typeof this.instance[lifecycle] === 'function';
  }

  /** Calls one of the page's own functions, if it has it. */
  call(lifecycle: string, ...args: readonly unknown[]): unknown {
    const method = this.instance[lifecycle];
    if (typeof method !== 'function') return undefined;
    return runSafely(`${this.path} ${lifecycle}`, () => method.apply(this.instance, args));
  }

  /** The first time on top. */
  open(left: LeftButton): void {
    this.#raise(left);
    this.call('onLoad', this.query);
    this.tellShown();
    tellReady();
    setTimeout(() => this.call('onReady'));
  }

  /** On top again. */
  show(left: LeftButton): void {
    this.#raise(left);
    this.screen.scrollTo(this.#scrollTop);
    this.tellShown();
  }

  hide(): void {
    this.screen.lower();
    this.tellHidden();
  }

  /** Also when the phone shows something else over the whole mini-program. */
  tellHidden(): void {
    this.call('onHide');
    this.#root.getComponent().triggerPageLifetime('hide', []);
  }

  tellShown(): void {
    this.call('onShow');
    this.#root.getComponent().triggerPageLifetime('show', []);
  }

  close(): void {
    this.call('onUnload');
    this.#root.release();
    this.screen.remove();
  }

  #raise(left: LeftButton): void {
    this.screen.raise(left);
    showRootFontSize(this.screen.element);
  }

  #scrolled(scrollTop: number): void {
    this.#scrollTop = scrollTop;
    this.call('onPageScroll', { scrollTop });
  }
}
