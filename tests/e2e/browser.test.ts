import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, openPhone } from '../../tools/browser/chromium.ts';

const font = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
const PAGE = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/font/index.css">
<body style="font: 32px 'Noto Sans SC Variable'"><p>先用后付</p>`;

let server: Server;
let origin: string;
let browser: Browser;
/** Each request that came, whichever name it used. */
const asked: string[] = [];

beforeAll(async () => {
  server = createServer(async ({ url = '/', headers }, response) => {
    asked.push(`${headers.host}${url}`);
    if (url.startsWith('/font/')) {
      if (url.endsWith('.css')) response.setHeader('content-type', 'text/css');
      response.end(await readFile(join(font, url.slice('/font/'.length))));
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(PAGE);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

describe('the browser of these tests', () => {
  it('draws Chinese with a font that the page brings', async () => {
    const phone = await openPhone(browser);
    const page = await phone.newPage();
    await page.goto(origin);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    const drawn = await page.evaluate(() => document.fonts.check('32px "Noto Sans SC Variable"', '先用后付'));
    expect(drawn).toBe(true);
    expect(asked.filter((one) => one.endsWith('.woff2')).length).toBeGreaterThan(0);
    // Four full-width characters, as wide as they are high: a replacement character is not.
    const width = await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('p') ?? document.body);
      return range.getBoundingClientRect().width;
    });
    expect(width).toBeCloseTo(4 * 32, 0);
    await phone.close();
  });

  it('is a phone of 390 by 844 in China, until told otherwise', async () => {
    const phone = await openPhone(browser, { colorScheme: 'dark' });
    const page = await phone.newPage();
    await page.goto(origin);
    const seen = await page.evaluate(() => ({
      size: [innerWidth, innerHeight],
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
      touch: navigator.maxTouchPoints > 0,
    }));
    expect(seen).toEqual({ size: [390, 844], zone: 'Asia/Shanghai', dark: true, touch: true });
    await phone.close();
  });

  it('reaches this machine by its address only, with and without a phone around it', async () => {
    const elsewhere = `${origin.replace('127.0.0.1', 'localhost')}/elsewhere`;
    for (const context of [await openPhone(browser), await browser.newContext()]) {
      const page = await context.newPage();
      await page.goto(origin);
      const failed = await page.evaluate(
        (url) => fetch(url, { mode: 'no-cors' }).then(() => null, String),
        elsewhere,
      );
      expect(failed).toContain('Failed to fetch');
      await context.close();
    }
    expect(asked.filter((one) => one.endsWith('/elsewhere'))).toEqual([]);
  });
});
