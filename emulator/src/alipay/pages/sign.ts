import { html } from '../../channels/pages/html.ts';
import { rows } from '../../channels/pages/layout.ts';
import { leavePage } from '../../channels/pages/store.ts';
import type { View } from '../../channels/pages/view.ts';
import { validAgreement } from '../agreements/agreement.ts';
import { openAgreement, type SignFields } from '../agreements/open.ts';
import type { StandIn } from '../stand-in.ts';
import { mayConfirm, openingRows, stepContent, stepOf, verify } from './opening.ts';
import type { Page } from './page.ts';

/** 开通: the user sees whether he is admitted, is verified, reads the agreement and confirms it. */
export function signView(openId: string, fields: SignFields): View<StandIn, Page> {
  const { zm_service_id: serviceId, return_back_link: back = null, cancel_back_link: cancel = null } = fields;
  return {
    title: '开通芝麻先享',

    content(standIn, page) {
      const step = stepOf(standIn, page, openId, serviceId);
      return html`${rows(openingRows(standIn, openId, serviceId))}
${stepContent(standIn, step, { openId, serviceId, confirm: step === 'open' ? '返回商户' : '确认开通' })}`;
    },

    actions: {
      verify,
      confirm(standIn, page, form) {
        if (!mayConfirm(standIn, page, stepOf(standIn, page, openId, serviceId), form)) return;
        openAgreement(standIn, openId, fields);
        const text = '已开通芝麻先享。';
        leavePage(standIn.state.pages, page, { outcome: 'done', backLink: back, text });
      },
      leave(standIn, page) {
        // He may have come with the service open.
        const isOpen = validAgreement(standIn, openId, serviceId) !== undefined;
        const text = isOpen ? '您已离开，此服务仍为开通状态。' : '您没有开通此服务。';
        leavePage(standIn.state.pages, page, { outcome: 'cancelled', backLink: cancel, text });
      },
    },
  };
}
