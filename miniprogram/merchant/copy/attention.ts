import type { AttentionCode } from '../../../cloudfunctions/shared/domain/order/attentionCode.ts';

interface AttentionWords {
  readonly title: string;
  /** What the merchant's people do about it. */
  readonly todo: string;
}

/** Why a person must look at an order, and what to do: a new code must be decided on here. */
export const ATTENTION: Readonly<Record<AttentionCode, AttentionWords>> = {
  CHANNEL_NO_AUTHORITY: {
    title: '微信支付不接受我们的权限',
    todo: '好几位买家都这样，请技术人员检查商户号、密钥和权限；只有一位，多半是他自己解除了授权。',
  },
  STUCK: {
    title: '自动处理多次没有办成',
    todo: '系统会继续试。请看下面的经过，到微信支付商户平台核对这笔订单；一直不动，请联系技术人员。',
  },
  PAID_AFTER_END: {
    title: '订单结束后又收到付款',
    todo: '系统会自动原路退款。请看下面的退款有没有办完。',
  },
  PAID_TWICE: {
    title: '同一笔订单付了两次',
    todo: '请到商户平台核对。买家已用别的办法付过的，把这笔调低到 0，就会原路退回；不然在商户平台退掉多收的一笔。',
  },
  PAID_UNEXPECTEDLY: {
    title: '还没扣款就收到了付款',
    todo: '已记为收款，不会再扣。请到微信支付商户平台核对这笔钱是怎么付的。',
  },
  COLLECTED_MORE_THAN_AGREED: {
    title: '微信支付收的比约定的多',
    todo: '付款后多收的部分会自动退给买家。请看退款有没有办完，并到商户平台查原因。',
  },
  COLLECTED_LESS_THAN_AGREED: {
    title: '微信支付收的比应付的少',
    todo: '系统不会补收差额。请到商户平台核对，需要时与买家商量。',
  },
  COLLECTING_UNEXPECTEDLY: {
    title: '微信支付提前开始扣款',
    todo: '这次扣款不是系统发起的。请到商户平台核对是谁操作的。',
  },
  COLLECTING_AFTER_END: {
    title: '订单已结束，微信支付还在扣款',
    todo: '系统会请微信支付停止，扣到的钱会退给买家。请看结果。',
  },
  CLOSED_AFTER_SHIPPING: {
    title: '发货后，微信支付关闭了这笔订单',
    todo: '这笔钱不能再通过微信支付分收取。请联系买家用其他方式付款，或退回商品。',
  },
  CHARGE_REFUSED: {
    title: '微信支付没有接受扣款',
    todo: '系统会重新提醒买家，再扣一次。反复出现时，请到商户平台核对，或请买家自己付款。',
  },
  WITHDRAW_REFUSED: {
    title: '微信支付没有撤销扣款',
    todo: '这笔已不收钱。系统会继续请求撤销，扣到的会退给买家。也可以在商户平台手动撤销。',
  },
  PAID_ELSEWHERE_REFUSED: {
    title: '微信支付没有接受「买家已付款」',
    todo: '微信支付还会继续扣款。请再登记一次；还不行，把这笔调低到 0，就会停止扣款。',
  },
  REFUND_FAILED: {
    title: '退款没有成功',
    todo: '系统会再退一次。请到商户平台看余额够不够、退款有没有被关闭。',
  },
  REFUND_ABNORMAL: {
    title: '退款没有到买家手里',
    todo: '买家的账户可能已注销或冻结。请到商户平台办理异常退款，或联系买家。',
  },
  REFUND_UNEXPECTED: {
    title: '有一笔退款不是系统发起的',
    todo: '可能有人在商户平台手动退过。请核对，不要重复退款。',
  },
  REFUND_BY_HAND: {
    title: '需要您自己退款',
    todo: '买家不是通过微信支付分付的，系统退不了。请用买家付款的方式把钱退回。',
  },
  CLAIM_REQUESTED: {
    title: '买家申请了退货或售后',
    todo: '请在期限前答复。不答复，视为同意。',
  },
  CLAIM_AGREED_BY_SILENCE: {
    title: '没有按时答复，已视为同意',
    todo: '请看下面的申请：是等买家寄回，还是已经少收或退款。',
  },
  REVIEW_ASKED: {
    title: '买家申请人工复核',
    todo: '请看评估说明和买家写的话，再决定放行一次，还是维持原来的结果。',
  },
  OVERDUE_FOR_LONG: {
    title: '逾期，提醒已发完',
    todo: '系统不再提醒买家。请直接联系买家，付清后订单会自动更新。',
  },
  RECEIPT_UNCLEAR: {
    title: '不知道买家有没有收到',
    todo: '没有送达凭据，系统不会自动确认收货。请查物流：送到了就登记送达，没送到就登记没有送到。',
  },
};

/** A phone may be older than the functions that it calls. */
export const UNKNOWN_ATTENTION: AttentionWords = {
  title: '需要人来看',
  todo: '请看下面的经过，到微信支付商户平台核对这笔订单。',
};
