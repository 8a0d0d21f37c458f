import type { ChannelWords } from '../../copy/channels';
import type { Question } from '../../services/ask';

/** What an amount becomes, and what follows for the buyer. */
interface Change {
  readonly from: string;
  readonly to: string;
  /** Whether nothing is left to be paid. */
  readonly nothingLeft: boolean;
  /** What the buyer gets less, or back. */
  readonly difference: string;
  readonly channel: ChannelWords;
}

/** How the buyer feels that less is to be paid: in the charge to come, in the one that runs, or in money back. */
export type Effect = 'notCharged' | 'collecting' | 'refunded' | 'refundedByHand';

const EFFECTS: Readonly<Record<Effect, (change: Change) => string>> = {
  notCharged: ({ from, to, nothingLeft }) =>
    nothingLeft
      ? `应收从 ${from} 变为 ${to}，到日子不扣款，订单结束。`
      : `应收从 ${from} 变为 ${to}，到日子只扣 ${to}。`,
  collecting: ({ from, to, nothingLeft, channel }) =>
    nothingLeft
      ? `应收从 ${from} 变为 ${to}，请${channel.name}停止扣款；已经扣到的会退给买家。`
      : `应收从 ${from} 变为 ${to}，${channel.collectsOnly(to)}`,
  refunded: ({ difference }) => `买家已付款，${difference} 原路退给买家。`,
  refundedByHand: ({ difference, channel }) =>
    `买家不是通过${channel.product}付的，系统退不了：${difference} 要由您自己退给买家。`,
};

const NOT_NOW = '再想想';

export const QUESTIONS = {
  lower: (change: Change, effect: Effect): Question => ({
    title: `从 ${change.from} 调低到 ${change.to}？`,
    content: `${EFFECTS[effect](change)}调低后不能再调高。`,
    confirmText: '确认调低',
    cancelText: NOT_NOW,
  }),
  agreeFirst: (change: Change, effect: Effect): Question => ({
    title: '同意退货？',
    content: `请买家寄回商品。您确认收到后：${EFFECTS[effect](change)}`,
    confirmText: '同意退货',
    cancelText: NOT_NOW,
  }),
  agreeAtOnce: (change: Change, effect: Effect): Question => ({
    title: '同意申请？',
    content: `商品不用寄回，马上生效：${EFFECTS[effect](change)}`,
    confirmText: '同意申请',
    cancelText: NOT_NOW,
  }),
  goodsBack: (change: Change, effect: Effect): Question => ({
    title: '退货已经收到？',
    content: `马上生效：${EFFECTS[effect](change)}`,
    confirmText: '已经收到',
    cancelText: NOT_NOW,
  }),
  refuse: (claimed: string, payable: string): Question => ({
    title: '拒绝这次申请？',
    content: `买家申请 ${claimed}。拒绝后应收还是 ${payable}，到日子会扣款。买家会看到您写的原因。`,
    confirmText: '拒绝申请',
    cancelText: NOT_NOW,
  }),
  refusePaid: (claimed: string): Question => ({
    title: '拒绝这次申请？',
    content: `买家申请退款 ${claimed}。拒绝后不退款。买家会看到您写的原因。`,
    confirmText: '拒绝申请',
    cancelText: NOT_NOW,
  }),
  undelivered: (payable: string): Question => ({
    title: '包裹没有送到？',
    content: `登记后，应收的 ${payable} 不再收取，订单结束。不能撤回。`,
    confirmText: '确认登记',
    cancelText: NOT_NOW,
  }),
  collectAgain: ({ name }: ChannelWords, amount: string): Question => ({
    title: `现在再扣一次 ${amount}？`,
    content: `${name}会马上从买家的账户再试一次，扣到 ${amount} 为止，不会重复扣款。`,
    confirmText: '再扣一次',
    cancelText: NOT_NOW,
  }),
  paidElsewhere: ({ name }: ChannelWords, amount: string, day: string): Question => ({
    title: `买家已付 ${amount}？`,
    content: `登记后${name}停止扣款，订单记为 ${day} 付清 ${amount}。以后要退款，只能由您自己退给买家。`,
    confirmText: '确认登记',
    cancelText: NOT_NOW,
  }),
  approve: (amount: string): Question => ({
    title: '放行一次？',
    content: `买家可以再下一单不超过 ${amount} 的先用后付订单，过期作废。这笔未通过的订单不会恢复。`,
    confirmText: '放行一次',
    cancelText: NOT_NOW,
  }),
  keep: (amount: string): Question => ({
    title: '维持原来的结果？',
    content: `这笔 ${amount} 的订单仍不通过，买家会看到您写的话，不能再次申请复核。`,
    confirmText: '维持结果',
    cancelText: NOT_NOW,
  }),
  lookedAt: (count: number): Question => ({
    title: '都处理好了？',
    content: `这笔订单的 ${count} 条提醒会从「需要关注」里拿掉。`,
    confirmText: '处理好了',
    cancelText: NOT_NOW,
  }),
} as const;
