import { type KeptPage, keepPage, leavePage, noticeOn } from '../../channels/pages/store.ts';
import type { StandIn } from '../stand-in.ts';

export type BusinessType = 'wxpayScoreEnable' | 'wxpayScoreUse' | 'wxpayScoreDetail';

/** One business view that a mini-program has opened for one user. It is replaced, never changed in place. */
export interface Page extends KeptPage {
  readonly businessType: BusinessType;
  /** Who looks at it. */
  readonly openid: string;
  /** What it is about: an authorization_code for wxpayScoreEnable, else an out_order_no. */
  readonly subject: string;
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

export function openPage(
  { state }: StandIn,
  page: Pick<Page, 'businessType' | 'openid' | 'subject'>,
): string {
  return `${pagesPath}${keepPage(state.pages, (opened) => ({ ...page, ...opened }))}`;
}

export function notice({ state }: StandIn, page: Page, text: string): void {
  noticeOn(state.pages, page, text);
}

export function leave({ state }: StandIn, page: Page, result: PageResult): void {
  leavePage(state.pages, page, result);
}
