import type { Question } from '../services/ask';

/** 我的额度. */
export const ACCOUNT = {
  orders: '占用额度的订单',
  noOrders: '现在没有占用额度的订单。',
  held: '占用',
  reasons: '为什么是这个额度',
  total: '现在的总额度',
  lock: '未成年人保护',
  authorisation: '微信支付授权',
  consents: '您同意过的条款',
  termsOutdated: '服务条款有更新，请看一看。同意后才能继续用先用后付下单。',
  agree: '去同意',
  finish: '去完成授权',
  close: '关闭先用后付',
  closeHint: '随时可以关，马上生效',
  closed: '先用后付已关闭',
  closedNow: '不能再用先用后付下新订单。',
  goOn: '下面的订单按原来的约定完成，到期付款。',
  reopen: '以后想用，可以重新开通',
  none: '您还没有开通先用后付。开通后，这里能看到额度和它的来由。',
  openIt: '开通先用后付',
  erasing: '正在删除您的信息，会自动完成，您不用做什么。',
} as const;

/** What closing does is said by `ACCOUNT_SAYS.close`. */
export const CLOSE_QUESTION = {
  title: '关闭先用后付？',
  confirmText: '确认关闭',
  cancelText: '先不关闭',
} as const;

export const LOCK_QUESTION: Question = {
  title: '打开未成年人保护？',
  content: '打开后马上不能用先用后付下新订单。以后想关掉，要先申请，过一段时间才会解除。',
  confirmText: '打开保护',
  cancelText: '先不打开',
};

export const AUTHORISATION_NAMES = {
  none: '还没有授权',
  pending: '等您在微信支付里同意',
  active: '已授权',
  ended: '已解除',
  notNeeded: '不用授权，每笔订单由您在微信里确认',
} as const;

export const ACCOUNT_SAYS = {
  available: '还可以用',
  availableOncePaid: '付清后还可以用',
  limit: (limit: string) => `总额度 ${limit}`,
  spokenLimit: (label: string, available: string, limit: string) => `${label}${available}，总额度${limit}`,
  order: (tail: string, state: string) => `订单尾号 ${tail} · ${state}`,
  spokenOrder: (tail: string, state: string, held: string, owed: string) =>
    `订单尾号${tail}，${state}，占用额度${held}。${owed}`,
  owed: (amount: string, when: string) => `要付 ${amount}，${when}`,
  nothingOwed: '这笔订单不用付款，额度会自动恢复',
  more: (amount: string) => `增加${amount}`,
  less: (amount: string) => `减少${amount}`,
  consent: (version: number) => `第 ${version} 版`,
  lock: {
    off: '防止孩子拿手机下单。打开后马上生效，不能用先用后付下新订单。',
    turnOn: '打开保护',
    on: (day: string) => `${day} 起受保护：不能用先用后付下新订单。`,
    turnOff: '申请关闭保护',
    ending: (moment: string) => `已申请关闭，${moment} 解除。在那之前仍不能下新订单。`,
    keep: '继续保护',
  },
  closing: {
    waiting: '微信支付的授权：等进行中的订单都完成后自动解除。',
    ended: '微信支付的授权已解除，不会再有新的扣款。',
    noneGiven: '您没有给过长期授权，不用解除。',
    byBuyer: (where: string) => `微信支付的授权要您自己解除：${where}`,
  },
  /** What closing does, a line each. */
  close: {
    now: '马上生效，不能再用先用后付下新订单。',
    cancelled: (orders: number) => `${orders} 笔还没被微信支付接受的订单自动取消，不用付款。`,
    goOn: (orders: number, total: string) =>
      `${orders} 笔进行中的订单（共 ${total}）按原来的约定完成，到期付款。`,
    nothingRuns: '您现在没有进行中的订单。',
    again: '以后想用，可以重新开通。',
  },
} as const;
