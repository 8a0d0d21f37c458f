import type { AttentionCode } from '../../../cloudfunctions/shared/domain/order/attentionCode.ts';
import type { ChannelText } from '../../copy/channels';

export interface AttentionWords {
  readonly title: ChannelText;
  /** What the merchant's people do about it. */
  readonly todo: ChannelText;
}

/** Why a person must look at an order, and what to do: a new code must be decided on here. */
export const ATTENTION: Readonly<Record<AttentionCode, AttentionWords>> = {
  CHANNEL_NO_AUTHORITY: {
    title: ({ name }) => `${name}不接受我们的权限`,
    todo: '好几位买家都这样，请技术人员检查账号、密钥和权限；只有一位，多半是他自己解除了授权。',
  },
  CONFIRMED_BY_ANOTHER: {
    title: ({ name }) => `在${name}确认这笔的不是买家本人`,
    todo: '系统已拒绝这笔，并会在支付渠道结束它，不会扣款，也不要发货。请问买家确认页给过谁，需要时请他重新下单。',
  },
  STUCK: {
    title: '自动处理多次没有办成',
    todo: ({ backOffice }) =>
      `系统会继续试。请看下面的经过，到${backOffice}核对这笔订单；一直不动，请联系技术人员。`,
  },
  PAID_AFTER_END: {
    title: '订单结束后又收到付款',
    todo: '系统会自动原路退款。请看下面的退款有没有办完。',
  },
  PAID_TWICE: {
    title: '同一笔订单付了两次',
    todo: ({ backOffice }) =>
      `请到${backOffice}核对。买家已用别的办法付过的，把这笔调低到 0，就会原路退回；不然在${backOffice}退掉多收的一笔。`,
  },
  PAID_UNEXPECTEDLY: {
    title: '还没扣款就收到了付款',
    todo: ({ backOffice }) => `已记为收款，不会再扣。请到${backOffice}核对这笔钱是怎么付的。`,
  },
  COLLECTED_MORE_THAN_AGREED: {
    title: ({ name }) => `${name}收的比约定的多`,
    todo: ({ backOffice }) => `付款后多收的部分会自动退给买家。请看退款有没有办完，并到${backOffice}查原因。`,
  },
  COLLECTED_LESS_THAN_AGREED: {
    title: ({ name }) => `${name}收的比应付的少`,
    todo: ({ backOffice }) => `系统不会补收差额。请到${backOffice}核对，需要时与买家商量。`,
  },
  COLLECTING_UNEXPECTEDLY: {
    title: ({ name }) => `${name}提前开始扣款`,
    todo: ({ backOffice }) => `这次扣款不是系统发起的。请到${backOffice}核对是谁操作的。`,
  },
  COLLECTING_AFTER_END: {
    title: ({ name }) => `订单已结束，${name}还在扣款`,
    todo: ({ name }) => `系统会请${name}停止，扣到的钱会退给买家。请看结果。`,
  },
  CLOSED_AFTER_SHIPPING: {
    title: ({ name }) => `发货后，${name}关闭了这笔订单`,
    todo: ({ product }) => `这笔钱不能再通过${product}收取。请联系买家用其他方式付款，或退回商品。`,
  },
  CHARGE_REFUSED: {
    title: ({ name }) => `${name}没有接受扣款`,
    todo: ({ backOffice }) =>
      `系统会重新提醒买家，再扣一次。反复出现时，请到${backOffice}核对，或请买家自己付款。`,
  },
  WITHDRAW_REFUSED: {
    title: ({ name }) => `${name}没有撤销扣款`,
    todo: ({ backOffice }) =>
      `这笔已不收钱。系统会继续请求撤销，扣到的会退给买家。也可以在${backOffice}手动撤销。`,
  },
  PAID_ELSEWHERE_REFUSED: {
    title: ({ name }) => `${name}没有接受「买家已付款」`,
    todo: ({ name }) => `${name}还会继续扣款。请再登记一次；还不行，把这笔调低到 0，就会停止扣款。`,
  },
  REFUND_FAILED: {
    title: '退款没有成功',
    todo: ({ backOffice }) => `系统会再退一次。请到${backOffice}看余额够不够、退款有没有被关闭。`,
  },
  REFUND_ABNORMAL: {
    title: '退款没有到买家手里',
    todo: ({ backOffice }) => `买家的账户可能已注销或冻结。请到${backOffice}办理异常退款，或联系买家。`,
  },
  REFUND_UNEXPECTED: {
    title: '有一笔退款不是系统发起的',
    todo: ({ backOffice }) => `可能有人在${backOffice}手动退过。请核对，不要重复退款。`,
  },
  REFUND_BY_HAND: {
    title: '需要您自己退款',
    todo: ({ product }) => `买家不是通过${product}付的，系统退不了。请用买家付款的方式把钱退回。`,
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
  todo: ({ backOffice }) => `请看下面的经过，到${backOffice}核对这笔订单。`,
};
