import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPhone } from '../browser/chromium.ts';
import { openRoute, settled, topScreen } from '../browser/phonePage.ts';
import type { Shot } from './shots.ts';

const WIDTH = 390;
const HEIGHT = 844;
/** Where the mini-program keeps the choice of 大字版; a phone's storage as the preview keeps it. */
const LARGE_TYPE_PX = 22;

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

  /** @param number comes first in the files' names */
  async take(shot: Shot, number: number): Promise<Picture> {
    const context = await openPhone(this.#browser, { colorScheme: shot.dark ? 'dark' : 'light' });
    try {
      const page = await context.newPage();
      const complaints = this.#complaintsOf(page);
      await openRoute(page, this.#origin, shot.who, shot.route);
      if (shot.large) await page.evaluate(setFontSize, LARGE_TYPE_PX);
      if (shot.large) await openRoute(page, this.#origin, shot.who, shot.route);
      await settled(page);
      await shot.act?.(page);
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
      const title = `${String(number).padStart(2, '0')}-${shot.name}`;
      return { title, files: await this.#photograph(page, title), complaints };
    } finally {
      await context.close();
    }
  }

  async #photograph(page: Page, title: string): Promise<readonly string[]> {
    const screen = `${title}.png`;
    await page.screenshot({ path: join(this.#folder, screen) });
    const hidden = await topScreen(page).evaluate((element) => {
      const scroller = element.querySelector('mp-scroller');
      return scroller ? scroller.scrollHeight - scroller.clientHeight : 0;
    });
    if (hidden <= 0) return [screen];
    const whole = `${title}-whole.png`;
    await page.setViewportSize({ width: WIDTH, height: HEIGHT + hidden });
    await page.screenshot({ path: join(this.#folder, whole) });
    return [screen, whole];
  }

  #complaintsOf(page: Page): readonly string[] {
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      // Pictures of the seed data are elsewhere, and one page is shown without a network.
      const isNetwork = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isNetwork) complaints.push(message.text());
    });
    return complaints;
  }
}
