import * as v from 'valibot';
import type { ChannelFacts, ChannelStage } from '../../domain/order/channelFacts.ts';
import type { Payment } from '../../domain/order/order.ts';
import type { WechatpayConfig } from './config.ts';
import { fromWechatTime } from './time.ts';

const fen = v.pipe(v.number(), v.integer(), v.minValue(0));
const detail = v.object({
  paid_time: v.nullish(v.string()),
  transaction_id: v.nullish(v.string()),
});

/** The fields of a 支付分 order that we read, from answers and callbacks alike; others are allowed. */
export const serviceOrderSchema = v.object({
  out_order_no: v.string(),
  order_id: v.string(),
  state: v.picklist(['CREATED', 'DOING', 'DONE', 'REVOKED', 'EXPIRED']),
  state_description: v.nullish(v.string()),
  package: v.nullish(v.string()),
  total_amount: v.nullish(fen),
  need_collection: v.nullish(v.boolean()),
  collection: v.nullish(
    v.object({
      state: v.nullish(v.string()),
      total_amount: v.nullish(fen),
      paid_amount: v.nullish(fen),
      details: v.nullish(v.array(detail)),
    }),
  ),
});

export type ServiceOrder = v.InferOutput<typeof serviceOrderSchema>;

type Mode = WechatpayConfig['mode'];

/**
 * Our words for a 支付分 order; WeChat wants `state`, `state_description` and `collection.state` read together.
 * Null for a combination that it does not document: nothing is concluded from that.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/get-service-order.html
 */
export function factsOf(order: ServiceOrder, mode: Mode, now: Date): ChannelFacts | null {
  const stage = stageOf(order, mode);
  const payment = stage === 'paid' ? paymentOf(order, now) : null;
  if (!stage || (stage === 'paid' && !payment)) return null;
  return {
    orderId: order.out_order_no,
    channelOrderId: order.order_id,
    stage,
    amountFen: order.collection?.total_amount ?? order.total_amount ?? null,
    payment,
  };
}

function stageOf(order: ServiceOrder, mode: Mode): ChannelStage | null {
  switch (order.state) {
    case 'CREATED':
      // Who has authorised once is not asked again: WeChat Pay calls such an order a failed creation.
      // https://pay.weixin.qq.com/doc/v3/merchant/4012647418
      return mode === 'authoriseOnce' ? 'declined' : 'awaitingBuyer';
    case 'DOING':
      if (order.state_description === 'MCH_COMPLETE') return 'collecting';
      return order.state_description === 'USER_CONFIRM' ? 'running' : null;
    case 'DONE':
      if (order.collection?.state === 'USER_PAID') return 'paid';
      // Completed with nothing to collect.
      return order.total_amount === 0 || order.need_collection === false ? 'closed' : null;
    case 'REVOKED':
    case 'EXPIRED':
      return 'closed';
  }
}

/** Null if it does not say how much. */
function paymentOf(order: ServiceOrder, now: Date): Payment | null {
  const { collection } = order;
  const last = collection?.details?.at(-1);
  const paidFen = collection?.paid_amount ?? collection?.total_amount ?? order.total_amount;
  if (paidFen === undefined || paidFen === null) return null;
  return {
    paidFen,
    paidAt: (last?.paid_time && fromWechatTime(last.paid_time)) || now,
    transactionId: last?.transaction_id || null,
  };
}
