import type { Message, Question } from '../services/ask';

/** 我的信息. */
export const PRIVACY = {
  exportTitle: '导出我的信息',
  exportHint:
    '把本店保存的、关于您的全部内容做成一个文件：您的微信在本店的编号、先用后付账户、订单、收货地址、支付通知记录。',
  exportIt: '导出我的信息',
  exportAgain: '重新导出',
  ready: '文件准备好了，里面有：',
  share: '发送到微信聊天',
  shareHint: '可以发给自己的「文件传输助手」。里面有您的地址和电话，请不要发给不认识的人。',
  copyAll: '复制全部内容',
  fileName: '我在本店的信息.json',
  eraseTitle: '删除我的信息',
  eraseHint: '有订单还没完成，或者开着未成年人保护时，不能删除。',
  removedTitle: '会删除',
  removed: [
    '您的微信在本店的编号',
    '收货人、电话和地址',
    '您写给商家的话、快递单号',
    '微信支付授权（同时解除）',
  ],
  keptTitle: '按法律要保留的',
  kept: '订单的商品、金额、时间，付款和退款记录，额度的变化，您同意条款的记录。它们只留在一个随机编号下面，看不出是您。',
  eraseIt: '删除我的信息',
  done: '您的信息已删除',
  doneHint: '以后再来，您就是一位新顾客。',
  goesOn: '正在删除您的信息',
  goesOnHint: '会自动完成，您不用做什么。完成前不能用先用后付下单。',
} as const;

/** Where the file cannot be sent. */
export const COPIED_INSTEAD: Message = {
  title: '内容已经复制好了',
  content: '您的微信现在不能发送文件。打开任意聊天，长按输入框粘贴就可以。',
};

export const ERASE_QUESTION: Question = {
  title: '删除后不能恢复',
  content:
    '删除后，您看不到以前的订单，也不能再为它们申请退货或退款。先用后付会关闭，额度不会保留。建议先导出一份。',
  confirmText: '继续删除',
  cancelText: '不删除',
};

/** The second question: the buyer types the word. */
export const ERASE_BY_WORD = {
  word: '删除',
  title: '请输入「删除」两个字',
  confirmText: '确认删除',
  cancelText: '不删除',
} as const;

export const NOT_TYPED: Message = { title: '没有删除', content: '您没有输入「删除」，您的信息没有变。' };

export const PRIVACY_SAYS = {
  progress: (orders: number) => `正在整理，已找到 ${orders} 笔订单…`,
  account: '先用后付账户 1 份',
  noAccount: '没有先用后付账户',
  orders: (count: number) => `订单 ${count} 笔`,
  deliveries: (count: number) => `收货地址 ${count} 个`,
  channelEvents: (count: number) => `支付通知记录 ${count} 条`,
} as const;
