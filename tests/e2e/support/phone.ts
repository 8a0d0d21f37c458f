import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { lettersDrawn, openRoute, settled, topScreen } from '../../../tools/browser/phonePage.ts';
import { Complaints } from './complaints.ts';

/** What a screen reader calls a thing that can be tapped. */
export type Role = 'button' | 'link' | 'checkbox' | 'radio' | 'switch' | 'tab';

/**
 * A phone with the mini-program in it, in the hands of one person. It is used as people use it: by what is read on
 * the screen, with a finger; things that are covered, hidden or disabled cannot be tapped.
 */
export class Phone {
  readonly complaints: Complaints;

  constructor(
    readonly page: Page,
    readonly origin: string,
    readonly openid: string,
  ) {
    this.complaints = new Complaints(page);
  }

  /** @param route of the first page, as `pages/order/order?id=…` */
  static async on(context: BrowserContext, origin: string, openid: string, route: string): Promise<Phone> {
    const phone = new Phone(await context.newPage(), origin, openid);
    await phone.open(route);
    return phone;
  }

  /** Opens a page cold, as a push message does. */
  async open(route: string): Promise<void> {
    await openRoute(this.page, this.origin, this.openid, route);
    await lettersDrawn(this.page);
  }

  /** The page on top. */
  get screen(): Locator {
    return topScreen(this.page);
  }

  /** What WeChat lays over the mini-program and wants an answer to. */
  get dialog(): Locator {
    return this.page.locator('mp-layer').getByRole('dialog');
  }

  /** WeChat Pay's own page, over the whole phone. */
  get wechatPay(): FrameLocator {
    return this.page.frameLocator('mp-layer iframe');
  }

  /** The part of the page that holds this text, as a card does. */
  card(text: string): Locator {
    return this.screen.locator('.card').filter({ hasText: text, visible: true });
  }

  control(role: Role, name: string | RegExp): Locator {
    return this.screen.getByRole(role, { name });
  }

  async tap(name: string | RegExp, role: Role = 'button'): Promise<void> {
    await this.control(role, name).tap();
  }

  /** Two taps of an impatient finger: the second does not wait for what the first does. */
  async tapTwice(name: string): Promise<void> {
    const control = this.control('button', name);
    await control.tap({ trial: true });
    const box = await control.boundingBox();
    if (!box) throw new Error(`${name} is not to be seen`);
    const at = [box.x + box.width / 2, box.y + box.height / 2] as const;
    await Promise.all([this.page.touchscreen.tap(...at), this.page.touchscreen.tap(...at)]);
  }

  /** A tab of the bar at the bottom. */
  async tab(name: string): Promise<void> {
    await this.page.locator('mp-tab-bar').getByRole('tab', { name }).tap();
  }

  /** ‹ above the page. */
  async back(): Promise<void> {
    await this.tap('返回');
  }

  /** Answers what WeChat asks over the mini-program. */
  async answer(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).tap();
    await this.dialog.waitFor({ state: 'detached' });
  }

  async fill(name: string | RegExp, text: string): Promise<void> {
    await this.screen.getByRole('textbox', { name }).fill(text);
  }

  /** Taps on WeChat Pay's page, which ends there. */
  async atWechatPay(button: string): Promise<void> {
    await this.wechatPay.getByRole('button', { name: button, exact: true }).tap();
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** Waits until the page shows this. */
  async see(text: string | RegExp): Promise<void> {
    await this.screen.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** Waits until WeChat says this over the mini-program: a question, or what went wrong. */
  async hear(text: string | RegExp): Promise<void> {
    await this.dialog.getByText(text).first().waitFor();
  }

  /** Whether the page shows this right now. */
  async shows(text: string | RegExp): Promise<boolean> {
    return (await this.screen.getByText(text).filter({ visible: true }).count()) > 0;
  }

  /** All of the page's text that can be read. */
  read(): Promise<string> {
    return this.screen.innerText();
  }

  /** Waits until this page is on top. */
  async arrive(path: string): Promise<void> {
    await this.page.locator(`mp-screen:not([hidden])[data-path="${path}"]`).waitFor();
  }

  /** The `?id=` of the page on top. */
  get id(): string {
    return /[?&]id=([^&]+)/.exec(new URL(this.page.url()).hash)?.[1] ?? '';
  }

  /** Has the page read anew what it shows. */
  async pullDown(): Promise<void> {
    await this.page.evaluate(() => postMessage({ type: 'pullDown' }, location.origin));
  }

  /** Waits until the page has read what it shows, and everything is drawn. */
  settled(): Promise<void> {
    return settled(this.page);
  }

  async goOffline(): Promise<void> {
    this.complaints.offline = true;
    await this.page.context().setOffline(true);
  }

  async goOnline(): Promise<void> {
    await this.page.context().setOffline(false);
    this.complaints.offline = false;
  }

  /** The next call of this function arrives, and its answer does not. */
  async loseAnswer(name: string): Promise<void> {
    this.complaints.offline = true;
    await this.page.route(
      `**/functions/${name}`,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
  }
}
