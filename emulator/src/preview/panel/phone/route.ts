import { formatUrl } from '../../runtime/pages/url.ts';

export interface PhoneRoute {
  /** Without a slash in front: pages/shop/shop. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Where the mini-program opens by itself. */
export const homeRoute: PhoneRoute = { path: '', query: {} };

/** `#/pages/order/order?orderId=1`, which the phone's own page understands; empty for no page in particular. */
export function hashOf(route: PhoneRoute): string {
  return route.path === '' ? '' : `#/${formatUrl(route)}`;
}

/** The phone's page as this person. @param hash what `hashOf` gives */
export function phoneUrl(openid: string, hash = ''): string {
  return `/_preview/phone/?${new URLSearchParams({ openid })}${hash}`;
}

export type PhoneMessage =
  | { readonly type: 'route'; readonly route: PhoneRoute }
  | { readonly type: 'error'; readonly message: string; readonly stack: string };

/** What the phone told, or null for what is not understood. */
export function readMessage(data: unknown): PhoneMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, path, query, message, stack } = data as Readonly<Record<string, unknown>>;
  if (type === 'error')
    return { type, message: String(message), stack: typeof stack === 'string' ? stack : '' };
  if (type !== 'route' || typeof path !== 'string') return null;
  const entries = typeof query === 'object' && query !== null ? Object.entries(query) : [];
  const texts = entries.map(([name, value]) => [name, String(value)]);
  return { type, route: { path: path.replace(/^\//, ''), query: Object.fromEntries(texts) } };
}
