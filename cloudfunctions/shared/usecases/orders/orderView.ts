import type { OrderView } from '../../contract/views.ts';
import { loweredBecause } from '../../domain/order/lowering.ts';
import { reminderText } from '../../domain/order/noticeText.ts';
import type { Order } from '../../domain/order/order.ts';
import { isEnded } from '../../domain/order/states.ts';
import { owedText } from '../../domain/payLaterText.ts';
import { reasonsOf, refusalView } from '../assessment/refusalView.ts';
import { claimViewOf } from '../claims/claimView.ts';

/** What buyer and operators may see of an order. */
export function viewOf(order: Order): OrderView {
  return {
    orderId: order._id,
    state: order.state,
    channel: order.channel,
    lines: order.lines,
    amountFen: order.amountFen,
    payableFen: order.payableFen,
    owedText: owedText(order),
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
      text: order.notice.text,
    },
    autoCharge: order.autoCharge,
    payBy: order.payBy,
    reminder: reminderOf(order),
    claim: claimViewOf(order),
    dueAt: order.dueAt,
    payment: order.payment,
    refunds: order.refunds.map(({ amountFen, requestedAt, stage }) => ({ amountFen, requestedAt, stage })),
    pending: order.attempt !== null && !isOver(order),
    timeline: order.history.map(({ type, at, by }) => ({ type, at, role: by.role })),
  };
}

/** What is still to be ended at the channel then, nobody waits for. */
function isOver({ state, attempt }: Order): boolean {
  return isEnded(state) && attempt?.kind === 'cancel';
}

/** Stands in the app as long as it is true, whether or not a message has reached the buyer's phone. */
function reminderOf({ state, reminders, payableFen, payBy, dueAt, freeze }: Order): OrderView['reminder'] {
  const late = state === 'overdue';
  const due = late ? dueAt : payBy;
  const stands = reminders && due && !freeze && (late || state === 'received');
  return stands ? { at: reminders.lastAt, text: reminderText(payableFen, due, late) } : null;
}
