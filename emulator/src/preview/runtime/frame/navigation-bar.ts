import { create, createButton } from '../dom.ts';
import { themed, themeFollowers } from '../settings/theme.ts';
import type { WindowConfig } from '../types.ts';
import type { FrameActions } from './actions.ts';

/** What stands at the left of the title. */
export type LeftButton = 'back' | 'home' | null;

interface Colors {
  readonly front: string;
  readonly background: string;
}

/** The bar above a page, and the capsule, which is there without the bar too. */
export class NavigationBar {
  readonly element = create('mp-navigation-bar');
  readonly #title = create('h1');
  readonly #left = create('span');
  #set: Partial<Colors> = {};

  constructor(
    readonly config: WindowConfig,
    readonly actions: FrameActions,
  ) {
    const more = createButton('•••', () => actions.menu(), { 'aria-label': '更多' });
    const capsule = create('mp-capsule', {}, more, create('i', { attributes: { 'aria-hidden': 'true' } }));
    this.element.append(this.#left, this.#title, capsule);
    if (config.navigationStyle === 'custom') this.element.dataset['custom'] = '';
    this.title = config.navigationBarTitleText ?? '';
    themeFollowers.add(this.#paint);
    this.#paint();
  }

  get title(): string {
    return this.#title.textContent;
  }

  set title(text: string) {
    this.#title.textContent = text;
  }

  /** `black` or `white`: the status bar has the same colour of letters. */
  get front(): string {
    return this.#colors().front;
  }

  setColors(colors: Partial<Colors>): void {
    this.#set = { ...this.#set, ...colors };
    this.#paint();
  }

  showLeft(button: LeftButton): void {
    this.#left.replaceChildren();
    if (button === 'back') {
      this.#left.append(createButton('', () => this.actions.back(), { 'aria-label': '返回', class: 'back' }));
    } else if (button === 'home') {
      this.#left.append(
        createButton('', () => this.actions.home(), { 'aria-label': '返回首页', class: 'home' }),
      );
    }
  }

  set loading(shown: boolean) {
    this.element.toggleAttribute('data-loading', shown);
  }

  remove(): void {
    themeFollowers.remove(this.#paint);
  }

  #colors(): Colors {
    const { navigationBarTextStyle, navigationBarBackgroundColor } = this.config;
    return {
      front: this.#set.front ?? themed(navigationBarTextStyle) ?? 'white',
      background: this.#set.background ?? themed(navigationBarBackgroundColor) ?? '#000000',
    };
  }

  readonly #paint = (): void => {
    const { front, background } = this.#colors();
    this.element.style.color = front;
    if (this.config.navigationStyle !== 'custom') this.element.style.background = background;
  };
}
