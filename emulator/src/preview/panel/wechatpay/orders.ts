import { button } from '../controls.ts';
import { fill, h } from '../dom.ts';
import { yuan } from '../format.ts';
import type { ChannelOrder } from '../model.ts';
import type { Channel } from './channel.ts';

const stateWords: Readonly<Record<string, string>> = {
  CREATED: '待用户确认',
  'DOING USER_CONFIRM': '进行中',
  'DOING MCH_COMPLETE': '待支付',
  DONE: '已完成',
  REVOKED: '已取消',
  EXPIRED: '已过期',
};

function orderStateText({ state, state_description: description }: ChannelOrder): string {
  return stateWords[description === undefined ? state : `${state} ${description}`] ?? state;
}

/** What the user would owe, or owes; null if it is not known yet. */
function amountOf({ total_amount: total, post_payments: payments = [] }: ChannelOrder): number | null {
  if (total !== undefined) return total;
  const amounts = payments.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  return amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0);
}

/** The person's orders at WeChat Pay, the newest first, with what the person can do there. */
export function ordersView(channel: Channel, openid: () => string): { element: HTMLElement; show(): void } {
  const element = h('ul', { class: 'channel-orders' });
  const show = (): void => {
    const orders = (channel.state.value?.orders ?? []).filter((order) => order.openid === openid());
    if (orders.length === 0) fill(element, h('li', { class: 'empty-note' }, '在微信支付还没有订单'));
    else
      fill(
        element,
        [...orders].reverse().map((order) => orderView(order, channel, openid())),
      );
  };
  return { element, show };
}

function orderView(order: ChannelOrder, channel: Channel, openid: string): HTMLElement {
  const { out_order_no: outOrderNo, state } = order;
  const fen = amountOf(order);
  const small = { class: 'small' };
  const actions = [
    ...(orderStateText(order) === '待支付'
      ? [button('手动支付', () => void channel.act('pay', { outOrderNo }), small)]
      : []),
    ...(state === 'CREATED'
      ? [
          button('确认', () => void channel.act('confirm', { outOrderNo, openid }), small),
          button('不确认', () => void channel.act('refuse', { outOrderNo }), small),
        ]
      : []),
  ];
  return h(
    'li',
    { class: `channel-order state-${state}` },
    h('code', { title: outOrderNo }, outOrderNo),
    h('span', { class: 'amount' }, fen === null ? '' : yuan(fen)),
    h('span', { class: 'order-state' }, orderStateText(order)),
    actions,
  );
}
