import { h } from '../dom.ts';
import type { BuildState } from '../model.ts';
import type { Person } from '../people.ts';
import { Signal } from '../signal.ts';
import { hashOf, homeRoute, type PhoneRoute, phoneUrl, readMessage } from './route.ts';

export interface PhoneSettings {
  readonly dark: boolean;
  readonly largeType: boolean;
  readonly offline: boolean;
}

export interface PhoneOptions {
  /** The phone itself shows how it goes, and loads what is new. It could listen too, but connections are few. */
  readonly build: Signal<BuildState>;
  onError(message: string, stack: string): void;
}

/** WeChat's `fontSizeSetting`: its normal size, and a large one. */
const normalPx = 16;
const largePx = 22;

/** One phone: a frame with the mini-program in it, as one person. */
export class Phone {
  readonly frame = h('iframe', { class: 'screen', title: '手机', allow: 'clipboard-write' });
  readonly person: Signal<Person>;
  readonly route: Signal<PhoneRoute>;
  readonly settings: Signal<PhoneSettings>;
  /** No build is told to it any more: it is put away. */
  readonly end: () => void;
  readonly #options: PhoneOptions;

  constructor(person: Person, route: PhoneRoute, settings: PhoneSettings, options: PhoneOptions) {
    this.person = new Signal(person);
    this.route = new Signal(route);
    this.settings = new Signal(settings);
    this.#options = options;
    // A page that was loaded anew knows nothing of either.
    this.frame.addEventListener('load', () => {
      this.#tellSettings();
      this.#tellBuild(options.build.value);
    });
    this.end = options.build.follow((state) => this.#tellBuild(state));
    this.#open(route);
  }

  /** Where this phone would be in a tab of its own. */
  get url(): string {
    return phoneUrl(this.person.value.openid, hashOf(this.route.value));
  }

  /** Takes a message of a window, if it is this phone's. */
  hear(source: MessageEventSource | null, data: unknown): void {
    if (source !== this.frame.contentWindow) return;
    const message = readMessage(data);
    if (message?.type === 'route') this.route.set(message.route);
    else if (message?.type === 'error') this.#options.onError(message.message, message.stack);
  }

  /** Somebody else takes the phone, and stays on the page. */
  become(person: Person): void {
    this.person.set(person);
    this.#open(this.route.value);
  }

  /** Loads the mini-program anew, on the page where it is. */
  reload(): void {
    this.frame.contentWindow?.location.reload();
  }

  goHome(): void {
    this.route.set(homeRoute);
    this.#open(homeRoute);
  }

  change(change: Partial<PhoneSettings>): void {
    this.settings.set({ ...this.settings.value, ...change });
    this.#tellSettings();
  }

  pullDown(): void {
    this.#tell({ type: 'pullDown' });
  }

  #open(route: PhoneRoute): void {
    this.frame.src = phoneUrl(this.person.value.openid, hashOf(route));
  }

  #tellSettings(): void {
    const { dark, largeType, offline } = this.settings.value;
    this.#tell({ type: 'theme', theme: dark ? 'dark' : 'light' });
    this.#tell({ type: 'fontSize', size: largeType ? largePx : normalPx });
    this.#tell({ type: 'network', online: !offline });
  }

  #tellBuild(state: BuildState): void {
    this.#tell({ type: 'build', state });
  }

  #tell(message: Readonly<Record<string, unknown>>): void {
    this.frame.contentWindow?.postMessage(message, location.origin);
  }
}
