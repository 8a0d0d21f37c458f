import type { ConsoleMessage, Page } from 'playwright-core';

/** What went wrong on a page without anybody having looked for it: any of it fails the test. */
export class Complaints {
  readonly #all: string[] = [];
  #isOffline = false;

  constructor(page: Page) {
    page.on('console', (message) => this.#hear(message));
    page.on('pageerror', (error) => this.#all.push(error.stack ?? error.message));
    page.on('crash', () => this.#all.push('the page crashed'));
  }

  get all(): readonly string[] {
    return this.#all;
  }

  /** While there is no network requests fail, as they should. */
  set offline(isOffline: boolean) {
    this.#isOffline = isOffline;
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    if (this.#isOffline && message.text().startsWith('Failed to load resource')) return;
    this.#all.push(`${message.text()} (${message.location().url})`);
  }
}
