import { existsSync } from 'node:fs';
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Browser as Running,
} from 'playwright-core';
import { bundledChromium, isBundledFor } from './bundledChromium.ts';
import { installedBrowser, type Machine } from './installedBrowser.ts';

/** A browser that can be started. */
export interface Browser {
  readonly executablePath: string;
  /** What it needs in its environment beside ours. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Host extends Machine {
  readonly arch: string;
}

const thisHost: Host = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  exists: existsSync,
};

/**
 * CHROME_PATH, else an installed Chrome, Edge or Chromium, else the one that an npm package brings. With
 * HOUFU_BROWSER=bundled always the last.
 * @throws Error that says what to install
 */
export async function chromiumPath(host: Host = thisHost): Promise<Browser> {
  const path = host.env['HOUFU_BROWSER'] === 'bundled' ? null : pathOn(host);
  if (path !== null) return { executablePath: path, env: {} };
  if (isBundledFor(host.platform, host.arch)) return bundledChromium();
  throw new Error(
    'The end-to-end tests need a browser, and found none: install Google Chrome, Microsoft Edge or Chromium, ' +
      'or set CHROME_PATH to the program.',
  );
}

function pathOn(host: Host): string | null {
  const named = host.env['CHROME_PATH'];
  if (!named) return installedBrowser(host);
  if (host.exists(named)) return named;
  throw new Error(`CHROME_PATH is ${named}, which is not there`);
}

/** Nothing leaves this machine: no name is looked up but this address, whoever asks, the browser itself included. */
const LOCAL_ONLY = [
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
];

/** A headless browser. It runs without its sandbox, as root must and containers often have to: it sees our pages only. */
export async function launchChromium(): Promise<Running> {
  const { executablePath, env } = await chromiumPath();
  return chromium.launch({
    executablePath,
    chromiumSandbox: false,
    env: { ...definedIn(process.env), ...env },
    args: [...LOCAL_ONLY, '--disable-gpu', '--font-render-hinting=none'],
  });
}

/** A fresh profile, of a phone unless told otherwise, whose pages reach 127.0.0.1 only. */
export async function openPhone(
  browser: Running,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: 'block',
    ...options,
  });
  await context.route(
    ({ protocol, hostname }) => protocol.startsWith('http') && hostname !== '127.0.0.1',
    (route) => route.abort('blockedbyclient'),
  );
  return context;
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
