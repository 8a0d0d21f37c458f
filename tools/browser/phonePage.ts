import type { Locator, Page } from 'playwright-core';

/** It runs in the page, which knows more than the types of this folder. */
const FONTS_READY = 'document.fonts.ready.then(() => undefined)';

/** The page of the mini-program that is on top: what the preview lays over it is elsewhere. */
export const topScreen = (page: Page): Locator => page.locator('mp-screen:not([hidden])');

/**
 * Opens the mini-program of the preview on a page of its own, cold, as a push message does.
 * @param route as `pages/order/order?id=…`
 */
export async function openRoute(page: Page, origin: string, openid: string, route: string): Promise<void> {
  // With another route only, the browser would not load the mini-program anew.
  await page.goto('about:blank');
  await page.goto(`${origin}/_preview/phone/?openid=${openid}#/${route}`);
  await topScreen(page).waitFor();
}

/** Waits until every letter is drawn. */
export async function lettersDrawn(page: Page): Promise<void> {
  await page.evaluate(FONTS_READY);
}

/** Waits until the page has read what it shows, and everything is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await topScreen(page).getByText('正在打开').waitFor({ state: 'detached' });
  await lettersDrawn(page);
}
