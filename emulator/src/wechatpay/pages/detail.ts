import { html } from '../../channels/pages/html.ts';
import { buttons, type Row, rows, yuan } from '../../channels/pages/layout.ts';
import { merchant } from '../merchant.ts';
import { isPaying, isRunning, type Order } from '../orders/order.ts';
import { payByHand } from '../orders/user.ts';
import type { StandIn } from '../stand-in.ts';
import { goodsOf } from './confirm.ts';
import { leave, notice } from './page.ts';
import type { View } from './view.ts';

const said: Readonly<Record<ReturnType<typeof payByHand>, string>> = {
  paid: '支付成功。',
  notPaying: '此订单现在不需要支付。',
  debiting: '订单正在自动扣款中，请稍后再看。',
  tooLittle: '余额不足，没有扣款。请充值后再试。',
};

/** 订单详情: where an order stands; what is owed can be paid here by hand. */
export const detailView: View = {
  title: '订单详情',

  content(standIn, page) {
    const order = standIn.state.orders.get(page.subject);
    if (!order) return html`<p>订单不存在。</p>`;
    return html`
${rows([
  { name: '状态', value: stateOf(order) },
  { name: '商户', value: merchant.name },
  { name: '服务', value: order.fields.service_introduction },
  { name: '订单号', value: order.outOrderNo },
  ...amounts(standIn, order),
])}
${goodsOf(order)}
${buttons([
  ...(isPaying(order) ? [{ action: 'pay', text: '立即支付', main: true }] : []),
  { action: 'leave', text: '返回商户' },
])}`;
  },

  actions: {
    pay(standIn, page) {
      const order = standIn.state.orders.get(page.subject);
      notice(standIn, page, said[order ? payByHand(standIn, order) : 'notPaying']);
    },
    leave: (standIn, page) => leave(standIn, page, { errCode: 0, extraData: {}, text: '您已离开订单详情。' }),
  },
};

const ended: Readonly<Record<Order['state'], string>> = {
  CREATED: '待确认',
  DOING: '进行中',
  DONE: '已完成',
  REVOKED: '已取消',
  EXPIRED: '已失效',
};

function stateOf(order: Order): string {
  if (order.debiting) return '扣款中';
  return isPaying(order) ? '待支付' : ended[order.state];
}

function amounts({ state }: StandIn, order: Order): readonly Row[] {
  const { collection, totalAmount, fields } = order;
  const refundedFen = [...state.refunds.values()]
    .filter(({ outOrderNo, status }) => outOrderNo === order.outOrderNo && status === 'SUCCESS')
    .reduce((sum, { refundFen }) => sum + refundFen, 0);
  return [
    ...(isRunning(order) ? [{ name: '预估费用', value: yuan(fields.risk_fund.amount) }] : []),
    ...(totalAmount === null ? [] : [{ name: '总金额', value: yuan(totalAmount) }]),
    ...(isPaying(order) ? [{ name: '待支付', value: yuan(collection?.paying_amount ?? 0) }] : []),
    ...(collection?.state === 'USER_PAID' ? [{ name: '已支付', value: yuan(collection.paid_amount) }] : []),
    ...(refundedFen > 0 ? [{ name: '已退款', value: yuan(refundedFen) }] : []),
  ];
}
