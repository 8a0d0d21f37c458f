import type { OrderView } from '../contract/views.ts';
import { loweredBecause } from '../domain/order/lowering.ts';
import type { Order } from '../domain/order/order.ts';
import { reasonsOf, refusalView } from './refusalView.ts';

/** What buyer and operators may see of an order. */
export function viewOf(order: Order): OrderView {
  return {
    orderId: order._id,
    state: order.state,
    channel: order.channel,
    lines: order.lines,
    amountFen: order.amountFen,
    payableFen: order.payableFen,
    loweredBecause: loweredBecause(order),
    collectingFen: order.state === 'settling' || order.state === 'overdue' ? order.collectingFen : null,
    createdAt: order.createdAt,
    consent: { termsVersion: order.consent.termsVersion, at: order.consent.at },
    chargeAfterReceiptDays: order.agreed.chargeAfterReceiptDays,
    reasons: reasonsOf(order),
    refusal: refusalView(order),
    shipment: order.shipment,
    deliveredAt: order.deliveredAt,
    receiptAsked: order.state === 'shipped' && order.receiptAskedAt !== null,
    receivedAt: order.receivedAt,
    chargeAt: order.chargeAt,
    notice: order.notice && {
      amountFen: order.notice.amountFen,
      chargeAt: order.notice.chargeAt,
      at: order.notice.at,
    },
    dueAt: order.dueAt,
    payment: order.payment,
    refunds: order.refunds.map(({ amountFen, requestedAt, stage }) => ({ amountFen, requestedAt, stage })),
    pending: order.attempt !== null,
    timeline: order.history.map(({ type, at, by }) => ({ type, at, role: by.role })),
  };
}
