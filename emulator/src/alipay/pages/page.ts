import { type KeptPage, keepPage } from '../../channels/pages/store.ts';
import type { SignFields } from '../agreements/open.ts';
import type { CreateFields } from '../orders/place.ts';
import type { StandIn } from '../stand-in.ts';

/** What a page is for. */
export type Purpose =
  /** 开通: what the merchant signed. */
  | { readonly view: 'sign'; readonly fields: SignFields }
  /** 确认下单: likewise. */
  | { readonly view: 'create'; readonly fields: CreateFields }
  /** The user's agreement with a service, in Zhima's own settings. */
  | { readonly view: 'agreement'; readonly serviceId: string }
  /** One of his orders. */
  | { readonly view: 'order'; readonly creditBizOrderId: string };

/** A page of Alipay's. It is replaced, never changed in place. */
export interface Page extends KeptPage {
  /** Who is logged in; null until somebody is. */
  readonly openId: string | null;
  readonly purpose: Purpose;
  /** He has shown who he is (刷脸). */
  readonly verified: boolean;
  readonly result: PageResult | null;
}

export interface PageResult {
  readonly outcome: 'done' | 'cancelled';
  /** Where the merchant wants the user to come back to. */
  readonly backLink: string | null;
  readonly text: string;
}

export const pagesPath = '/_emulator/alipay/pages/';

/** @returns the page's path */
export function openPage({ state }: StandIn, openId: string | null, purpose: Purpose): string {
  const id = keepPage<Page>(state.pages, (opened) => ({ ...opened, openId, purpose, verified: false }));
  return `${pagesPath}${id}`;
}
