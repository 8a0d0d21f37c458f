import { html } from '../../channels/pages/html.ts';
import { buttons } from '../../channels/pages/layout.ts';
import { noticeOn } from '../../channels/pages/store.ts';
import type { View } from '../../channels/pages/view.ts';
import { openIdPattern } from '../fields.ts';
import type { StandIn } from '../stand-in.ts';
import type { Page } from './page.ts';

/** A page in a browser, opened by nobody yet. */
export const loginView: View<StandIn, Page> = {
  title: '登录支付宝',

  content() {
    const field = html`<label>以谁的身份登录（open_id）<input name="openId" required maxlength="128"></label>`;
    return html`<p>在真实环境中，这里是支付宝的登录页面。</p>
${buttons([{ action: 'login', text: '登录', main: true }], field)}`;
  },

  actions: {
    login({ state }, page, form) {
      const openId = form.get('openId') ?? '';
      if (openIdPattern.test(openId)) state.pages.set(page.id, { ...page, openId, notice: null });
      else noticeOn(state.pages, page, 'open_id只能包含字母、数字、下划线和连字符。');
    },
  },
};
