import type { Claim, ClaimKind, ClaimStage } from '../../cloudfunctions/shared/domain/order/order.ts';

/** The tabs of 我的订单, by name. */
export const ORDER_TABS = {
  all: '全部',
  toShip: '待发货',
  toReceive: '待收货',
  toPay: '待付款',
  ended: '已结束',
} as const;

export const ORDERS = {
  empty: '这里还没有订单',
  goShopping: '去看看商品',
} as const;

/** What a buyer asked for. */
export const CLAIM_KINDS: Readonly<Record<ClaimKind, string>> = {
  return: '退货退款',
  notReceived: '没收到货',
  problem: '商品有问题',
};

/** Where the request stands. */
const CLAIM_STAGES: Readonly<Record<ClaimStage, string>> = {
  requested: '等商家答复',
  agreed: '商家已同意，请寄回商品',
  sentBack: '已寄回，等商家查收',
  done: '已办完',
  refused: '商家没有同意',
  lapsed: '没有按时寄回，已自动结束',
  withdrawn: '您已撤销',
};

/** What was asked for, and where it stands: 「退货退款：等商家答复」. */
export function claimInWords({ kind, stage }: Pick<Claim, 'kind' | 'stage'>): string {
  return `${CLAIM_KINDS[kind]}：${CLAIM_STAGES[stage]}`;
}

/** What stands on the card of an order that waits for somebody. */
export const TO_DO = {
  pending: '正在和微信支付确认…',
  unfinished: '还差一步，请点这里继续',
  receiptAsked: '包裹到了吗？收到了请确认收货，没收到请申请售后',
} as const;

export const CARD = {
  paid: (amount: string) => `实付 ${amount}`,
  payable: (amount: string) => `应付 ${amount}`,
  nothing: '无需付款',
  pieces: (count: number) => `共 ${count} 件`,
  times: (count: number) => `×${count}`,
  otherLines: (count: number) => `还有 ${count} 种商品`,
  severalLines: (first: string, lines: number) => `${first}等 ${lines} 种商品`,
  /** For screen readers, as is what stands between its parts. */
  spoken: (state: string, goods: string, amount: string) => `订单，${state}，${goods}，${amount}`,
  between: '。',
} as const;
