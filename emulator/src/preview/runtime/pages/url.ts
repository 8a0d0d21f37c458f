import type { Query } from '../types.ts';

interface Target {
  readonly path: string;
  readonly query: Query;
}

/** `a=1&b=2` as WeChat hands it to `onLoad`: values stay as they are written, encoded or not. */
function parseQuery(search: string): Query {
  const query: Record<string, string> = {};
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const [name = '', ...value] = pair.split('=');
    query[name] = value.join('=');
  }
  return query;
}

/** The page that a URL of `wx.navigateTo` and its like means. @param from the path that relative ones begin at */
export function parseUrl(url: string, from: string): Target {
  const [address = '', ...search] = url.split('?');
  const path = new URL(address, `http://page/${from}`).pathname.slice(1);
  return { path, query: parseQuery(search.join('?')) };
}

/** The other way round: `pages/a/a?x=1`. */
export function formatUrl({ path, query }: Target): string {
  const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return search.length === 0 ? path : `${path}?${search.join('&')}`;
}
