import type { Actor } from '../../../cloudfunctions/shared/domain/order/events.ts';
import type { ChannelText } from '../../copy/channels';

export const HISTORY = {
  staff: (staffNo: string) => `工号 ${staffNo}`,
  unknown: (type: string) => `其他（${type}）`,
  channelCode: (code: string) => `原因代码 ${code}`,
} as const;

export const ACTORS: Readonly<Record<Actor['role'], ChannelText>> = {
  buyer: '买家',
  operator: '商家',
  timer: '系统',
  channel: ({ name }) => name,
};

/** What stands in an event as a code of ours, in words; see usecases/channel/ and domain/order/reconcile.ts. */
export const OUR_CODES: Readonly<Record<string, ChannelText>> = {
  requested: '我们请求取消的',
  closedByChannel: ({ name }) => `在${name}那边关闭的`,
  forgiven: '已不用付款',
  FROZEN: '退货或售后处理中，暂不扣款',
  AMOUNT_LOWERED: '金额已调低，要重新提醒',
  NOTICE_VOID: '提醒已过期，要重新提醒',
  NOT_SUPPORTED: ({ name }) => `${name}不支持调低`,
  CLOSED: '退款被关闭',
};
