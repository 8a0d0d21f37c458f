import { readPage } from '../../channels/testing/page.ts';
import type { Harness } from './harness.ts';
import { openid } from './requests.ts';

/** Opens one of WeChat's pages for a user. */
export async function open(standIn: Harness, businessType: string, extraData: object, user = openid) {
  const { data } = await standIn.control('openBusinessView', { businessType, extraData, openid: user });
  const url = `${standIn.origin}${data.page}`;
  return {
    url,
    look: async () => readPage(await fetch(url)),
    press: async (action: string) =>
      readPage(await fetch(url, { method: 'POST', body: new URLSearchParams({ action }) })),
  };
}
