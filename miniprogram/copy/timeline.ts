import type { Actor, EventType } from '../../cloudfunctions/shared/domain/order/events.ts';
import type { ChannelText } from './channels';

type Role = Actor['role'];

/** The same words whoever did it, or other words for some of them. */
export type EventWords<Text = string> =
  | Text
  | ({ readonly otherwise: Text } & { readonly [Each in Role]?: Text });

interface EventCopy {
  /** Null: it means nothing to a buyer. */
  readonly buyer: EventWords | null;
  readonly operator: EventWords<ChannelText>;
}

/** What happened to an order, in words, for all that can happen: a new kind of event must be decided on here. */
export const EVENTS: Readonly<Record<EventType, EventCopy>> = {
  created: { buyer: '您提交了订单', operator: '买家提交订单' },
  approved: { buyer: '先用后付评估通过', operator: '履约评估通过，已占用额度' },
  rejected: {
    buyer: '这次没有通过，您无需付款',
    operator: { channel: ({ name }) => `${name}没有接受`, otherwise: '履约评估未通过' },
  },
  awaitingBuyer: { buyer: '等您在微信支付确认', operator: ({ name }) => `等待买家在${name}确认` },
  accepted: { buyer: '下单成功，等商家发货', operator: ({ name }) => `${name}已接受，可以发货` },
  cancelRequested: {
    buyer: { buyer: '您申请取消订单', otherwise: '开始取消订单' },
    operator: { buyer: '买家申请取消订单', otherwise: '开始取消订单' },
  },
  cancelRefused: { buyer: '微信支付这次没能取消订单', operator: ({ name }) => `${name}没有接受取消` },
  cancelled: { buyer: '订单已取消，您无需付款', operator: '订单已取消' },
  shipped: { buyer: '商家已发货', operator: '已发货' },
  delivered: { buyer: '包裹已送达', operator: '包裹已送达' },
  receiptAsked: { buyer: '询问您是否收到包裹', operator: '询问买家是否收到包裹' },
  received: {
    buyer: { buyer: '您确认收货', otherwise: '到期自动确认收货' },
    operator: { buyer: '买家确认收货', otherwise: '到期自动确认收货' },
  },
  noticed: { buyer: '提前告诉您扣款的时间和金额', operator: '已发出扣款提醒' },
  chargePostponed: { buyer: '扣款推迟，会重新提醒您', operator: '扣款推迟，需要重新提醒' },
  chargeRequested: {
    buyer: { buyer: '您点了「立即支付」', otherwise: '开始自动扣款' },
    operator: { buyer: '买家立即支付', otherwise: '发起自动扣款' },
  },
  chargeRefused: { buyer: '这次没有扣款', operator: ({ name }) => `${name}没有接受扣款` },
  collecting: { buyer: '微信支付正在扣款', operator: ({ name }) => `${name}正在扣款` },
  overdue: { buyer: '已过付款时间', operator: '订单逾期' },
  settled: { buyer: '已付清', operator: '已付清' },
  writtenOff: { buyer: '这笔钱不再收取，您无需付款', operator: '不再收取' },
  lowered: { buyer: '商家减少了应付金额', operator: '调低应付金额' },
  lowerRequested: { buyer: null, operator: ({ name }) => `请求${name}调低扣款金额` },
  collectionLowered: {
    buyer: '微信支付改按减少后的金额扣款',
    operator: ({ name }) => `${name}已调低扣款金额`,
  },
  lowerRefused: {
    buyer: '微信支付仍按原金额扣款，多扣的会退给您',
    operator: ({ name }) => `${name}没有接受调低金额`,
  },
  withdrawRequested: { buyer: null, operator: ({ name }) => `请求${name}撤销订单` },
  withdrawRefused: {
    buyer: '微信支付还没有撤销这笔扣款，若扣了会退给您',
    operator: ({ name }) => `${name}没有接受撤销`,
  },
  endedAtChannel: { buyer: '微信支付已撤销，不会再扣款', operator: ({ name }) => `${name}的订单已结束` },
  collectAgainRequested: { buyer: '商家请微信支付再扣款一次', operator: ({ name }) => `请求${name}再次扣款` },
  collectAgainEnded: { buyer: null, operator: '再次扣款的请求已处理' },
  paidElsewhereReported: { buyer: '商家登记您已用其他方式付款', operator: '登记买家已用其他方式付款' },
  paidElsewhereRefused: { buyer: '微信支付没有接受这次登记', operator: ({ name }) => `${name}没有接受登记` },
  paidAfterEnd: { buyer: '订单结束后仍被扣款，会自动退给您', operator: '订单结束后收到付款，将自动退款' },
  refundRequested: { buyer: '开始退款', operator: '发起退款' },
  refundAccepted: { buyer: null, operator: ({ name }) => `${name}已受理退款` },
  refunded: { buyer: '退款成功，已原路退回', operator: '退款成功' },
  refundAbnormal: { buyer: '退款没能到账，需要商家处理', operator: '退款异常，没有到达买家账户' },
  refundFailed: { buyer: '这次退款没有成功', operator: '退款失败' },
  claimRequested: { buyer: '您申请了退货或售后', operator: '买家申请退货或售后' },
  claimAgreed: {
    buyer: { timer: '商家没有按时答复，视为同意', otherwise: '商家同意了您的申请' },
    operator: { timer: '没有按时答复，视为同意', otherwise: '同意申请' },
  },
  goodsSentBack: { buyer: '您已寄回商品', operator: '买家已寄回商品' },
  claimDone: { buyer: '您的申请已办完', operator: '退货或售后已办完' },
  claimRefused: { buyer: '商家没有同意您的申请', operator: '拒绝申请' },
  claimLapsed: { buyer: '没有按时寄回，申请已结束', operator: '买家没有按时寄回，申请已结束' },
  claimWithdrawn: { buyer: '您撤销了申请', operator: '买家撤销申请' },
  undelivered: { buyer: '包裹没有送到，您无需付款', operator: '登记包裹没有送到' },
  returned: { buyer: '订单已结束，您无需付款', operator: '退货完成，订单结束' },
  autoChargeSwitched: { buyer: '您改了付款方式（自动扣款开或关）', operator: '买家打开或关闭自动扣款' },
  reminded: { buyer: '提醒您付款', operator: '提醒买家付款' },
  reviewAsked: { buyer: '您申请了人工复核', operator: '买家申请人工复核' },
  reviewAnswered: { buyer: '商家答复了人工复核', operator: '答复人工复核' },
};
