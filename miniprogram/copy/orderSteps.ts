import type { Question } from '../services/ask';

const NOT_NOW = '再想想';

export const QUESTIONS = {
  cancel: (): Question => ({
    title: '取消这笔订单？',
    content: '取消后您无需付款，商家不再发货。取消了不能恢复。',
    confirmText: '取消订单',
    cancelText: '不取消',
  }),
  confirmReceipt: (amount: string, chargeAfterReceiptDays: number): Question => ({
    title: '已经收到商品了吗？',
    content:
      `确认收货后第 ${chargeAfterReceiptDays} 天自动扣款 ${amount}，扣款前会先告诉您。` +
      '不想自动扣款，可以在本页点「关闭自动扣款」，改为自己付。',
    confirmText: '确认收货',
    cancelText: '还没收到',
  }),
  payNow: (amount: string): Question => ({
    title: `现在支付 ${amount}？`,
    content: `确定后，微信支付会马上从您的账户扣款 ${amount}。余额不足时会继续尝试，不会重复扣款。`,
    confirmText: '立即支付',
    cancelText: NOT_NOW,
  }),
  /** While the channel collects, its own page takes the money. */
  payAtChannel: (amount: string): Question => ({
    title: `现在支付 ${amount}？`,
    content: `微信支付正在收取这笔 ${amount}。确定后打开微信支付的付款页，请在那里付款，不会重复扣款。`,
    confirmText: '去付款',
    cancelText: NOT_NOW,
  }),
  withdrawClaim: (): Question => ({
    title: '撤销这次申请？',
    content: '撤销后订单照原来的约定继续，到时间会付款。再次申请的次数有限。',
    confirmText: '撤销申请',
    cancelText: NOT_NOW,
  }),
} as const;

/** What is said after a step that changes when money is paid. */
export const RESULTS = {
  received: '已确认收货',
  paid: '已付清',
  collecting: '微信支付正在扣款',
  collectingHint: '还没有付清。扣款成功后这笔订单会写「已付清」，不会重复扣款，请不要重复付款。',
  autoChargeOff: '已关闭自动扣款',
  autoChargeOn: '已打开自动扣款',
  cancelled: '订单已取消',
  cancelling: '正在取消，请稍候',
  withdrawn: '已撤销申请',
  sentBack: '已提交单号',
} as const;

/** What is missing before the parcel's number can be handed in. */
export const SEND_BACK_MISSING = '请填写快递公司和单号';
