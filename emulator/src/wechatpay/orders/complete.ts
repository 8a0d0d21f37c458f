import { digest } from '../../channels/digest.ts';
import { parseCompactTime } from '../../channels/times.ts';
import { Refusal } from '../errors.ts';
import type { Checked } from '../fields.ts';
import { type StandIn, vendorNow } from '../stand-in.ts';
import { requireSum, requireWithinCap } from './amounts.ts';
import type { completeFields } from './fields.ts';
import { findOrder } from './find.ts';
import { isRunning, type Order } from './order.ts';
import { viewOrder } from './view.ts';

type Completion = Checked<typeof completeFields>;

/**
 * 完结支付分订单: fixes the amount and starts collection; a total of 0 ends the order at once. The same completion
 * again succeeds and changes nothing; another one is refused as a re-entry, as the vendor's staff explain at
 * https://developers.weixin.qq.com/community/pay/doc/0006c812c1834090e6ebb3b6b53400
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587955
 */
export function completeOrder(standIn: StandIn, outOrderNo: string, completion: Completion) {
  const order = findOrder(standIn, outOrderNo, completion);
  const completeDigest = digest(completion);
  if (order.completeDigest !== undefined && order.state !== 'REVOKED') {
    if (order.completeDigest !== completeDigest) throw new Refusal('reentry');
    return viewOrder(order);
  }
  if (!isRunning(order)) throw new Refusal('state');
  requireSum(completion);
  requireWithinCap(order, completion.total_amount);
  const nowMs = standIn.clock.now();
  requireEndTime(order, completion, vendorNow(standIn));
  const total = completion.total_amount;
  const completed: Order = {
    ...order,
    fields: { ...order.fields, ...merged(order, completion) },
    completeDigest,
    stateDescription: 'MCH_COMPLETE',
    state: total === 0 ? 'DONE' : 'DOING',
    completedAtMs: nowMs,
    totalAmount: total,
    collection:
      total === 0
        ? null
        : { state: 'USER_PAYING', total_amount: total, paying_amount: total, paid_amount: 0, details: [] },
  };
  standIn.state.orders.set(outOrderNo, completed);
  if (total > 0) {
    standIn.schedule.plan({
      atMs: nowMs + standIn.state.behaviour.debitDelayMs,
      kind: 'debit',
      key: outOrderNo,
    });
  }
  return viewOrder(completed);
}

function merged(order: Order, completion: Completion): Partial<Order['fields']> {
  const { post_payments, post_discounts = [], time_range, location, device } = completion;
  return {
    post_payments,
    post_discounts,
    ...(time_range ? { time_range: { ...order.fields.time_range, ...time_range } } : {}),
    ...(location ? { location: { ...order.fields.location, ...location } } : {}),
    ...(device ? { device: { ...order.fields.device, ...device } } : {}),
  };
}

/** The end must be known by now, must not precede the start and must not lie in the future. */
function requireEndTime(order: Order, completion: Completion, nowMs: number): void {
  const { time_range: agreed } = order.fields;
  const end = parseCompactTime(completion.time_range?.end_time ?? agreed.end_time ?? '');
  if (!end) throw new Refusal('malformed', '参数错误: time_range.end_time is missing');
  if (completion.time_range?.end_time !== undefined && end.firstMs > nowMs) {
    throw new Refusal('malformed', '服务结束时间不能晚于当前时间');
  }
  if (end.lastMs < startMs(order)) throw new Refusal('endBeforeStart');
}

function startMs(order: Order): number {
  const start = parseCompactTime(order.fields.time_range.start_time);
  // OnAccept: the service starts when the user accepts.
  return start ? start.firstMs : (order.acceptedAtMs ?? order.createdAtMs);
}
