import { digest } from '../channels/digest.ts';
import { notifyUrl } from '../channels/notify-url.ts';
import { nextNumber } from '../channels/numbers.ts';
import { dayMs, minuteMs, parseCompactTime, rfc3339Time } from '../channels/times.ts';
import { deposit } from '../channels/wallets.ts';
import { notify } from './callbacks/notify.ts';
import { Refusal } from './errors.ts';
import { type Checked, integer, list, oneOf, optional, record, text, textOfBytes } from './fields.ts';
import { merchant } from './merchant.ts';
import type { Order, PaidDetail } from './orders/order.ts';
import type { StandIn } from './stand-in.ts';

/** Refunds of what WeChat collected. https://pay.weixin.qq.com/doc/v3/merchant/4012587976 */
export interface Refund {
  readonly refundId: string;
  readonly outRefundNo: string;
  readonly transactionId: string;
  readonly outOrderNo: string;
  readonly digest: string;
  readonly refundFen: number;
  readonly totalFen: number;
  readonly notifyUrl?: string;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
  /** Decided when it is accepted. An older export knows only success. */
  readonly end?: keyof typeof ends;
  readonly createdAtMs: number;
  readonly succeededAtMs: number | null;
}

/** How a refund ends, as the behaviour names it. Only success moves money; ABNORMAL waits for the merchant. */
const ends = {
  succeed: { status: 'SUCCESS', event: 'REFUND.SUCCESS' },
  closed: { status: 'CLOSED', event: 'REFUND.CLOSED' },
  abnormal: { status: 'ABNORMAL', event: 'REFUND.ABNORMAL' },
} as const;

const limits = { refundsPerPayment: 50, minGapMs: minuteMs, windowMs: 365 * dayMs };

/** Which money pays for it and which goods came back change nothing here. */
const fundsFrom = record({ account: oneOf('AVAILABLE', 'UNAVAILABLE'), amount: integer(1) });
const refundedGoods = record({
  merchant_goods_id: text(32),
  wechatpay_goods_id: optional(text(32)),
  goods_name: optional(text(256)),
  unit_price: integer(0),
  refund_amount: integer(0),
  refund_quantity: integer(1),
});

export const refundFields = record({
  transaction_id: optional(text(32)),
  out_trade_no: optional(text(32)),
  out_refund_no: text(64, /^[0-9A-Za-z_\-|*@]+$/),
  reason: optional(textOfBytes(80)),
  notify_url: optional(notifyUrl),
  funds_account: optional(oneOf('AVAILABLE', 'UNSETTLED')),
  amount: record({
    refund: integer(1),
    total: integer(1),
    currency: oneOf('CNY'),
    from: optional(list(fundsFrom, { min: 0, max: 10 })),
  }),
  goods_detail: optional(list(refundedGoods, { min: 0, max: 100 })),
});

/**
 * 申请退款. The same number again is the same refund; one that was refused (too little money) may be sent again.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587971
 */
export function requestRefund(standIn: StandIn, fields: Checked<typeof refundFields>) {
  if ((fields.transaction_id === undefined) === (fields.out_trade_no === undefined)) {
    throw new Refusal('malformed', 'transaction_id和out_trade_no必须且只能填一个');
  }
  const existing = standIn.state.refunds.get(fields.out_refund_no);
  if (existing) {
    if (existing.digest !== digest(fields)) throw new Refusal('reentry');
    return viewRefund(existing);
  }
  const payment = findPayment(standIn, fields);
  requireRefundable(standIn, payment, fields.amount);
  const nowMs = standIn.clock.now();
  const refund: Refund = {
    refundId: nextNumber(standIn, '5030'),
    outRefundNo: fields.out_refund_no,
    transactionId: payment.transactionId,
    outOrderNo: payment.order.outOrderNo,
    digest: digest(fields),
    refundFen: fields.amount.refund,
    totalFen: fields.amount.total,
    ...(fields.notify_url === undefined ? {} : { notifyUrl: fields.notify_url }),
    status: 'PROCESSING',
    end: standIn.state.behaviour.refunds,
    createdAtMs: nowMs,
    succeededAtMs: null,
  };
  standIn.state.refunds.set(refund.outRefundNo, refund);
  const atMs = nowMs + standIn.state.behaviour.refundDelayMs;
  standIn.schedule.plan({ atMs, kind: 'refund', key: refund.outRefundNo });
  return viewRefund(refund);
}

export function queryRefund(standIn: StandIn, outRefundNo: string) {
  const refund = standIn.state.refunds.get(outRefundNo);
  if (!refund) throw new Refusal('resourceNotFound');
  return viewRefund(refund);
}

/** The refund ends: the money is back in the user's wallet, or the merchant hears why not. */
export function finishRefund(standIn: StandIn, outRefundNo: string): void {
  const refund = standIn.state.refunds.get(outRefundNo);
  if (refund?.status !== 'PROCESSING') return;
  const { status, event } = ends[refund.end ?? 'succeed'];
  const succeeded = status === 'SUCCESS';
  const succeededAtMs = succeeded ? standIn.clock.now() : null;
  const finished: Refund = { ...refund, status, succeededAtMs };
  standIn.state.refunds.set(outRefundNo, finished);
  const openid = standIn.state.orders.get(refund.outOrderNo)?.openid;
  if (succeeded && openid) deposit(standIn, openid, refund.refundFen);
  notify(standIn, refund.notifyUrl, event, callbackOf(finished));
}

interface Payment {
  readonly order: Order;
  readonly detail: PaidDetail;
  readonly transactionId: string;
}

/** A 支付分 order's own number is no `out_trade_no`, so that finds nothing; WeChat makes one for each payment. */
function findPayment(standIn: StandIn, fields: Checked<typeof refundFields>): Payment {
  for (const order of standIn.state.orders.values()) {
    for (const detail of order.collection?.details ?? []) {
      const { transaction_id: transactionId } = detail;
      if (transactionId === undefined) continue;
      const named = fields.transaction_id === transactionId;
      if (named || fields.out_trade_no === tradeNoOf(transactionId)) return { order, detail, transactionId };
    }
  }
  throw new Refusal('resourceNotFound');
}

function tradeNoOf(transactionId: string): string {
  return `PS${transactionId.slice(4)}`;
}

function requireRefundable(
  standIn: StandIn,
  { detail, transactionId }: Payment,
  amount: { readonly refund: number; readonly total: number },
): void {
  const nowMs = standIn.clock.now();
  // A closed refund has failed for good: its money may be refunded under another number.
  const earlier = [...standIn.state.refunds.values()].filter(
    (one) => one.transactionId === transactionId && one.status !== 'CLOSED',
  );
  const refundedFen = earlier.reduce((sum, { refundFen }) => sum + refundFen, 0);
  if (amount.total !== detail.amount) throw new Refusal('malformed', '订单金额与原支付金额不一致');
  if (refundedFen + amount.refund > detail.amount) throw new Refusal('refundTooMuch');
  if (earlier.length >= limits.refundsPerPayment) throw new Refusal('refundTooMuch', '退款次数超过限制');
  if (earlier.some(({ createdAtMs }) => nowMs - createdAtMs < limits.minGapMs)) {
    throw new Refusal('tooFrequent');
  }
  const paidAt = parseCompactTime(detail.paid_time);
  if (paidAt && nowMs - paidAt.firstMs > limits.windowMs) throw new Refusal('refundTooLate');
  if (amount.refund > standIn.state.behaviour.merchantBalanceFen) throw new Refusal('notEnough');
}

/** What answers and callbacks say of a refund alike. */
function namesOf(refund: Refund) {
  const { succeededAtMs } = refund;
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: refund.transactionId,
    out_trade_no: tradeNoOf(refund.transactionId),
    user_received_account: '支付用户零钱',
    ...(succeededAtMs === null ? {} : { success_time: rfc3339Time(succeededAtMs) }),
  };
}

/** https://pay.weixin.qq.com/doc/v3/merchant/4012587976 */
function callbackOf(refund: Refund) {
  const { refundFen: payerRefund, totalFen: payerTotal } = refund;
  return {
    mchid: merchant.mchid,
    ...namesOf(refund),
    refund_status: refund.status,
    amount: { total: payerTotal, refund: payerRefund, payer_total: payerTotal, payer_refund: payerRefund },
  };
}

function viewRefund(refund: Refund) {
  const { refundFen, totalFen } = refund;
  return {
    ...namesOf(refund),
    channel: 'ORIGINAL',
    create_time: rfc3339Time(refund.createdAtMs),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      total: totalFen,
      refund: refundFen,
      payer_total: totalFen,
      payer_refund: refundFen,
      settlement_total: totalFen,
      settlement_refund: refundFen,
      discount_refund: 0,
      currency: 'CNY',
    },
  };
}
