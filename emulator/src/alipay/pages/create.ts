import { html } from '../../channels/pages/html.ts';
import { type Row, rows, yuan } from '../../channels/pages/layout.ts';
import { leavePage } from '../../channels/pages/store.ts';
import type { View } from '../../channels/pages/view.ts';
import { confirmOrder } from '../orders/confirm.ts';
import type { CreateFields } from '../orders/place.ts';
import { serviceOf } from '../services.ts';
import type { StandIn } from '../stand-in.ts';
import { mayConfirm, openingRows, stepContent, stepOf, verify } from './opening.ts';
import type { Page } from './page.ts';

/** 确认下单: the user agrees to one order, and pays nothing now; he opens the service on the way if he has not. */
export function createView(openId: string, fields: CreateFields): View<StandIn, Page> {
  const { zm_service_id: serviceId, return_back_link: back = null, cancel_back_link: cancel = null } = fields;
  return {
    title: '确认先享订单',

    content(standIn, page) {
      const step = stepOf(standIn, page, openId, serviceId);
      return html`<p>现在不需要付款。服务完成后，商户按实际费用向您扣款。</p>
${rows([...openingRows(standIn, openId, serviceId), ...orderRows(standIn, fields)])}
${stepContent(standIn, step, { openId, serviceId, confirm: '确认下单' })}`;
    },

    actions: {
      verify,
      confirm(standIn, page, form) {
        if (!mayConfirm(standIn, page, stepOf(standIn, page, openId, serviceId), form)) return;
        confirmOrder(standIn, openId, fields);
        leavePage(standIn.state.pages, page, { outcome: 'done', backLink: back, text: '订单已确认。' });
      },
      leave({ state }, page) {
        leavePage(state.pages, page, { outcome: 'cancelled', backLink: cancel, text: '您没有确认此订单。' });
      },
    },
  };
}

function orderRows(standIn: StandIn, fields: CreateFields): readonly Row[] {
  const { subject, body, order_amount: amount, amount_type: type, zm_service_id: serviceId } = fields;
  const { capFen } = serviceOf(standIn, serviceId);
  const isBound = amount !== undefined && type !== 'RISK_AMOUNT';
  return [
    { name: '订单', value: subject },
    ...(body === undefined ? [] : [{ name: '说明', value: body }]),
    ...(amount === undefined || isBound ? [] : [{ name: '预估费用', value: yuan(amount) }]),
    { name: '最多扣款', value: yuan(isBound ? amount : capFen) },
  ];
}
