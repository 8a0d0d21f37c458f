import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPhone } from '../browser/chromium.ts';
import { openRoute, settled } from '../browser/phonePage.ts';
import type { Shot } from './shots.ts';

const WIDTH = 390;
const HEIGHT = 844;
const PATIENCE_MS = 15_000;
/** As a tap on 大字版 does. These run in the page, which knows more than the types of this folder. */
const CHOOSE_LARGE_TYPE = "wx.setStorageSync('largeType', true)";
const HIDDEN_BELOW_PX = `(() => {
  const scroller = document.querySelector('mp-screen:not([hidden]) mp-scroller');
  scroller.scrollTop = 0;
  return scroller.scrollHeight - scroller.clientHeight;
})()`;

export interface Picture {
  readonly title: string;
  /** Names of files in the folder: the phone's screen, and the page to its end where it is longer. */
  readonly files: readonly string[];
  /** What went wrong on the page meanwhile. */
  readonly complaints: readonly string[];
}

/** Takes pictures of the mini-program's pages into a folder. */
export class Camera {
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #folder: string;

  constructor(browser: Browser, origin: string, folder: string) {
    this.#browser = browser;
    this.#origin = origin;
    this.#folder = folder;
  }

  /** @param number of the page, which comes first in the files' names */
  async take(shot: Shot, number: number): Promise<Picture> {
    const context = await openPhone(this.#browser, { colorScheme: shot.dark ? 'dark' : 'light' });
    context.setDefaultTimeout(PATIENCE_MS);
    try {
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await openRoute(page, this.#origin, shot.who, shot.route);
      if (shot.large) {
        await page.evaluate(CHOOSE_LARGE_TYPE);
        await openRoute(page, this.#origin, shot.who, shot.route);
      }
      await settled(page);
      // What cannot be done is told, and shown as far as it went.
      await shot.act?.(page).catch((error: unknown) => complaints.push(String(error)));
      const title = `${String(number).padStart(2, '0')}-${shot.name}`;
      return { title, files: await this.#photograph(page, title), complaints };
    } finally {
      await context.close();
    }
  }

  async #photograph(page: Page, title: string): Promise<readonly string[]> {
    const screen = `${title}.png`;
    await page.screenshot({ path: join(this.#folder, screen), animations: 'disabled' });
    const hiddenPx = await page.evaluate<number>(HIDDEN_BELOW_PX);
    if (hiddenPx <= 0) return [screen];
    const whole = `${title}-whole.png`;
    await page.setViewportSize({ width: WIDTH, height: HEIGHT + hiddenPx });
    await page.screenshot({ path: join(this.#folder, whole), animations: 'disabled' });
    return [screen, whole];
  }
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    // One page is shown without a network.
    const isNetwork = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isNetwork) complaints.push(message.text());
  });
  return complaints;
}
