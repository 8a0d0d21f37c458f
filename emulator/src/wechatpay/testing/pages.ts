import type { Harness } from './harness.ts';
import { openid } from './requests.ts';

/** A page as a user sees it: what it says, its buttons, what it reports to whoever opened it. */
export async function read(response: Response) {
  const text = await response.text();
  const message = /data-message="([^"]*)"/.exec(text)?.[1]?.replaceAll('&quot;', '"');
  return {
    status: response.status,
    text,
    actions: [...text.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action),
    message: message === undefined ? null : JSON.parse(message),
  };
}

/** Opens one of WeChat's pages for a user. */
export async function open(standIn: Harness, businessType: string, extraData: object, user = openid) {
  const { data } = await standIn.control('openBusinessView', { businessType, extraData, openid: user });
  const url = `${standIn.origin}${data.page}`;
  return {
    url,
    look: async () => read(await fetch(url)),
    press: async (action: string) =>
      read(await fetch(url, { method: 'POST', body: new URLSearchParams({ action }) })),
  };
}
