import { html } from '../../channels/pages/html.ts';
import { buttons, rows } from '../../channels/pages/layout.ts';
import { leavePage, noticeOn } from '../../channels/pages/store.ts';
import type { View } from '../../channels/pages/view.ts';
import { validAgreement } from '../agreements/agreement.ts';
import { closeAgreement } from '../agreements/close.ts';
import type { StandIn } from '../stand-in.ts';
import { openingRows } from './opening.ts';
import type { Page } from './page.ts';

/** 授权管理: the user's agreement with a service, in Zhima's own settings. He can close it there. */
export function agreementView(openId: string, serviceId: string): View<StandIn, Page> {
  return {
    title: '芝麻先享授权管理',

    content(standIn) {
      const agreement = validAgreement(standIn, openId, serviceId);
      return html`
${rows([
  ...openingRows(standIn, openId, serviceId),
  { name: '状态', value: agreement ? '已开通' : '未开通' },
  ...(agreement ? [{ name: '协议号', value: agreement.creditAgreementId }] : []),
])}
${buttons([
  ...(agreement ? [{ action: 'close', text: '关闭服务' }] : []),
  { action: 'leave', text: '返回', main: true },
])}`;
    },

    actions: {
      close(standIn, page) {
        const agreement = validAgreement(standIn, openId, serviceId);
        if (agreement) closeAgreement(standIn, agreement);
        noticeOn(standIn.state.pages, page, '服务已关闭。');
      },
      leave({ state }, page) {
        leavePage(state.pages, page, { outcome: 'done', backLink: null, text: '您已离开授权管理。' });
      },
    },
  };
}
