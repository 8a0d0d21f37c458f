import { randomBytes } from 'node:crypto';

import type { StandIn } from '../stand-in.ts';

export type BusinessType = 'wxpayScoreEnable' | 'wxpayScoreUse' | 'wxpayScoreDetail';

/** One business view that a mini-program has opened for one user. It is replaced, never changed in place. */
export interface Page {
  readonly id: string;
  readonly businessType: BusinessType;
  /** Who looks at it. */
  readonly openid: string;
  /** What it is about: an authorization_code for wxpayScoreEnable, else an out_order_no. */
  readonly subject: string;
  /** What the user should know about his last tap. */
  readonly notice: string | null;
  /** How he left it; then the page does nothing any more. */
  readonly result: PageResult | null;
}

export interface PageResult {
  /** 0, or -2 for a user who left without agreeing. */
  readonly errCode: 0 | -2;
  /** What `referrerInfo.extraData` brings back into the mini-program. */
  readonly extraData: Readonly<Record<string, string>>;
  readonly text: string;
}

export const pagesPath = '/_emulator/wechatpay/pages/';

/** More than anybody looks at; those opened first are forgotten. */
const pagesKept = 200;

export function openPage(
  { state }: StandIn,
  page: Pick<Page, 'businessType' | 'openid' | 'subject'>,
): string {
  const id = randomBytes(18).toString('base64url');
  state.pages.set(id, { ...page, id, notice: null, result: null });
  for (const old of [...state.pages.keys()].slice(0, -pagesKept)) state.pages.delete(old);
  return `${pagesPath}${id}`;
}

export function notice({ state }: StandIn, page: Page, text: string): void {
  state.pages.set(page.id, { ...page, notice: text });
}

export function leave({ state }: StandIn, page: Page, result: PageResult): void {
  state.pages.set(page.id, { ...page, notice: null, result });
}
