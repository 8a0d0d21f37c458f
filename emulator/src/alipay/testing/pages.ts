import { readPage } from '../../channels/testing/page.ts';
import { type Harness, startAlipay } from './harness.ts';
import { agreementOf, openId, zhima } from './requests.ts';
import { merchantOf } from './sdk.ts';

/** A page of Alipay's that is open. */
export function pageAt(url: string) {
  return {
    url,
    look: async () => readPage(await fetch(url)),
    press: async (action: string, fields: Record<string, string> = {}) =>
      readPage(await fetch(url, { method: 'POST', body: new URLSearchParams({ action, ...fields }) })),
  };
}

/** Opens a page for a user, as the Alipay app would. */
export async function open(standIn: Harness, input: object) {
  const { data } = await standIn.control('openView', input);
  return pageAt(`${standIn.origin}${data.page}`);
}

/** A merchant has asked a user to open the service. */
export async function startSigning(changed: object = {}) {
  const standIn = await startAlipay();
  const merchant = merchantOf(standIn.environment);
  const signStr = merchant.signStr(`${zhima}.creditagreement.sign`, agreementOf('A-1', changed));
  return {
    standIn,
    merchant,
    signStr,
    page: await open(standIn, { openId, signStr }),
    agreement: () => merchant.call(`${zhima}.creditagreement.query`, { out_agreement_no: 'A-1' }),
  };
}
