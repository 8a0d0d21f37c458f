import { type Html, html } from '../../channels/pages/html.ts';
import { buttons, type Row, rows, yuan } from '../../channels/pages/layout.ts';
import { merchant } from '../merchant.ts';
import { capFenOf } from '../orders/amounts.ts';
import type { Order } from '../orders/order.ts';
import { confirmOrder, refuseOrder } from '../orders/user.ts';
import type { StandIn } from '../stand-in.ts';
import { leave, notice, type Page } from './page.ts';
import type { View } from './view.ts';

/** 确认订单: the user agrees to one order, and pays nothing now. */
export const confirmView: View = {
  title: '确认订单',

  content({ state }, page) {
    const order = state.orders.get(page.subject);
    if (!order) return html`<p>订单不存在。</p>`;
    return html`
<p>现在不需要付款。服务完成后，商户按实际费用向您扣款。</p>
${rows([
  { name: '商户', value: merchant.name },
  { name: '服务', value: order.fields.service_introduction },
  ...costs(order),
])}
${goodsOf(order)}
${buttons([
  { action: 'confirm', text: '确认使用', main: true },
  { action: 'leave', text: '返回' },
])}`;
  },

  actions: {
    confirm(standIn, page) {
      const order = openOrder(standIn, page);
      if (!order) {
        if (isTheirs(standIn, page)) leave(standIn, page, CONFIRMED_ALREADY);
        else notice(standIn, page, '此订单已不能确认，请返回商户查看。');
        return;
      }
      const { queryId } = confirmOrder(standIn, order, page.openid);
      leave(standIn, page, { errCode: 0, extraData: handedBack(queryId), text: '订单已确认。' });
    },
    leave(standIn, page) {
      // On another page of the same order, perhaps.
      if (isTheirs(standIn, page)) return leave(standIn, page, CONFIRMED_ALREADY);
      const order = openOrder(standIn, page);
      const queryId = order ? refuseOrder(standIn, order).queryId : undefined;
      leave(standIn, page, { errCode: -2, extraData: handedBack(queryId), text: '您没有确认此订单。' });
    },
  },
};

/**
 * What the goods cost, as the merchant has told WeChat so far. The service's cap, far above any estimate,
 * would only frighten; a deposit that is spared is the cap itself.
 */
function costs(order: Order): readonly Row[] {
  const { fields } = order;
  const { post_payments: payments = [], risk_fund: riskFund } = fields;
  const estimated = riskFund.name === 'ESTIMATE_ORDER_COST';
  return [
    ...payments.map(({ name, amount, description, count }) => ({
      name,
      value: [description, count && `× ${count}`, amount !== undefined && yuan(amount)]
        .filter(Boolean)
        .join(' '),
    })),
    ...(estimated
      ? [{ name: '预估费用', value: yuan(riskFund.amount) }]
      : [
          { name: '免押金额', value: yuan(riskFund.amount) },
          { name: '最多扣款', value: yuan(capFenOf(order)) },
        ]),
  ];
}

export function goodsOf({ fields }: Order): Html | null {
  if (!fields.shopping_info) return null;
  const { goods } = fields.shopping_info;
  return html`<h2>商品</h2>${rows(
    goods.map(({ name, amount, count }) => ({ name, value: `${yuan(amount)} × ${count}` })),
  )}`;
}

const CONFIRMED_ALREADY = { errCode: 0, extraData: {}, text: '订单已确认。' } as const;

/** Whether the user of this page has confirmed the order already. */
function isTheirs({ state }: StandIn, page: Page): boolean {
  const order = state.orders.get(page.subject);
  return order?.state === 'DOING' && order.openid === page.openid;
}

function openOrder({ state }: StandIn, page: Page): Order | null {
  const order = state.orders.get(page.subject);
  return order?.state === 'CREATED' ? order : null;
}

function handedBack(queryId: string | undefined): Readonly<Record<string, string>> {
  return queryId === undefined ? {} : { query_id: queryId };
}
