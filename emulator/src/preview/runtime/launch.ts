import { app } from './app.ts';
import { parseUrl } from './pages/url.ts';
import type { Query } from './types.ts';

interface LaunchOptions {
  readonly path: string;
  readonly query: Query;
  /** 1001 = from WeChat's own list of mini-programs */
  readonly scene: number;
  readonly referrerInfo: Readonly<Record<string, unknown>>;
}

let launched: LaunchOptions = { path: '', query: {}, scene: 1001, referrerInfo: {} };

/** Where the mini-program was opened. */
export function launchOptions(): LaunchOptions {
  return launched;
}

/** The page that the address names, else the first. */
export function readAddress(): LaunchOptions {
  const { path, query } = parseUrl(location.hash.replace(/^#\/?/, '/'), '');
  const known = app.pages.includes(path);
  launched = { ...launched, path: known ? path : (app.pages[0] ?? ''), query: known ? query : {} };
  return launched;
}
