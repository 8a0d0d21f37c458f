import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchChromium, openPhone } from '../../../tools/browser/chromium.ts';
import { Buyer } from '../../../tools/local/buyer.ts';
import type { WechatpayStandIn } from '../../support/channels/wechatpay.ts';
import { OPERATOR, type System, useSystem } from '../../support/system.ts';
import { Phone } from './phone.ts';
import { previewBuilt } from './preview.ts';

/** Long enough for a slow machine, and far below a test's own time-out. */
const PATIENCE_MS = 20_000;

export const HOME = 'pages/shop/shop';
export const MERCHANT = 'merchant/pages/home/home';

/** A local CloudBase with the preview, and phones to use it with. */
export class Stage {
  readonly #contexts: BrowserContext[] = [];
  readonly #phones: Phone[] = [];

  constructor(
    readonly system: System<WechatpayStandIn>,
    readonly browser: Browser,
  ) {}

  /** Whoever is not told apart by name is met for the first time. */
  stranger(): string {
    return `o-e2e-${randomUUID().slice(0, 12)}`;
  }

  /** Gives somebody a phone of his own. */
  async phone(openid = this.stranger(), route = HOME, options: BrowserContextOptions = {}): Promise<Phone> {
    const context = await openPhone(this.browser, options);
    context.setDefaultTimeout(PATIENCE_MS);
    this.#contexts.push(context);
    const phone = await Phone.on(context, this.system.cloud.origin, openid, route);
    this.#phones.push(phone);
    return phone;
  }

  /** The phone of the merchant's operator, on his pages. */
  operator(route = MERCHANT): Promise<Phone> {
    return this.phone(OPERATOR, route);
  }

  /** What the person with this phone could do without it, and what is known of him. */
  buyerOf({ openid }: Phone): Buyer {
    return new Buyer(this.system.cloud, openid);
  }

  /** What each phone shows, as pictures for whoever looks into a test that failed. */
  async photograph(name: string): Promise<void> {
    for (const [index, { page }] of this.#phones.entries()) {
      await page.screenshot({ path: join(process.cwd(), 'dist', 'e2e', `${name} ${index + 1}.png`) });
    }
  }

  /** Puts the phones away. @returns what went wrong on them */
  async clear(): Promise<readonly string[]> {
    const complaints = this.#phones.flatMap((phone) => phone.complaints.all);
    await Promise.all(this.#contexts.map((context) => context.close()));
    this.#contexts.length = 0;
    this.#phones.length = 0;
    return complaints;
  }
}

/** One local CloudBase and one browser for the tests of this file; every test begins with no phone. */
export function useStage(environment: Readonly<Record<string, string>> = {}): () => Stage {
  const system = useSystem(['--memory', '--preview'], environment);
  let stage: Stage | undefined;
  beforeAll(async () => {
    const browser = launchChromium();
    await previewBuilt(system().cloud.origin);
    stage = new Stage(system(), await browser);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await stage?.photograph(task.name.replaceAll('/', ' '));
    expect(await stage?.clear()).toEqual([]);
  });
  afterAll(() => stage?.browser.close());
  return () => {
    if (!stage) throw new Error('the browser is not there yet');
    return stage;
  };
}
