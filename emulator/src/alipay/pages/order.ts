import { html } from '../../channels/pages/html.ts';
import { buttons, type Row, rows, yuan } from '../../channels/pages/layout.ts';
import { leavePage, noticeOn } from '../../channels/pages/store.ts';
import type { View } from '../../channels/pages/view.ts';
import { app } from '../app.ts';
import { hasTrade, isDue, type Order } from '../orders/order.ts';
import type { StandIn } from '../stand-in.ts';
import { payByHand } from '../trades/debit.ts';
import { refundedFen } from '../trades/refunded.ts';
import type { Page } from './page.ts';

const said: Readonly<Record<ReturnType<typeof payByHand>, string>> = {
  paid: '支付成功。',
  notDue: '此订单现在不需要支付。',
  tooLittle: '余额不足，没有扣款。请充值后再试。',
};

/** 订单详情: where an order stands; what is due can be paid here by hand. */
export function orderView(creditBizOrderId: string): View<StandIn, Page> {
  return {
    title: '先享订单详情',

    content(standIn) {
      const order = standIn.state.orders.get(creditBizOrderId);
      if (!order) return html`<p>订单不存在。</p>`;
      return html`
${rows([
  { name: '状态', value: stateOf(order) },
  { name: '商户', value: app.merchantName },
  { name: '订单', value: order.fields.subject },
  { name: '订单号', value: order.outOrderNo },
  ...amounts(standIn, order),
])}
${buttons([
  ...(isDue(order) ? [{ action: 'pay', text: '立即支付', main: true }] : []),
  { action: 'leave', text: '返回商户' },
])}`;
    },

    actions: {
      pay(standIn, page) {
        noticeOn(standIn.state.pages, page, said[payByHand(standIn, creditBizOrderId)]);
      },
      leave({ state }, page) {
        leavePage(state.pages, page, { outcome: 'done', backLink: null, text: '您已离开订单详情。' });
      },
    },
  };
}

function stateOf(order: Order): string {
  if (order.trade?.owedFen) return '已由芝麻垫付，待还款';
  if (isDue(order)) return '待支付';
  return { INIT: '履约中', TRADE_FINISHED: '已完成', TRADE_CLOSED: '已关闭' }[order.status];
}

function amounts(standIn: StandIn, order: Order): readonly Row[] {
  if (!hasTrade(order)) return [{ name: '最多扣款', value: yuan(order.capFen) }];
  const { totalFen, owedFen } = order.trade;
  const backFen = refundedFen(standIn, order);
  return [
    { name: '扣款金额', value: yuan(totalFen) },
    ...(owedFen > 0 ? [{ name: '待还款', value: yuan(owedFen) }] : []),
    ...(backFen > 0 ? [{ name: '已退款', value: yuan(backFen) }] : []),
  ];
}
