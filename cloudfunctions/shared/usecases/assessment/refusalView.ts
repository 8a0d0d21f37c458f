import type { OrderView, RefusalView } from '../../contract/views.ts';
import { isReason, REASONS } from '../../domain/assessment/reasons.ts';
import { couldBeReviewed, refusalCodes } from '../../domain/assessment/review.ts';
import type { Order } from '../../domain/order/order.ts';

/** The merchant's normal way to pay is always pointed to. */
const OTHERWISE = '您可以使用商家提供的其他付款方式购买这些商品。';

/** Why an order was refused, in words. */
export function reasonsOf(order: Order): OrderView['reasons'] {
  return refusalCodes(order)
    .filter(isReason)
    .map((code) => ({ code, message: REASONS[code] }));
}

export function refusalView(order: Order): RefusalView | null {
  if (order.state !== 'rejected') return null;
  return {
    reasons: reasonsOf(order),
    review: order.review && { stage: order.review.stage, note: lastNote(order) },
    canAskReview: order.review === null && couldBeReviewed(order),
    otherwise: OTHERWISE,
  };
}

function lastNote({ history }: Order): string {
  const said = history.findLast(({ type }) => type === 'reviewAsked' || type === 'reviewAnswered');
  return said?.type === 'reviewAsked' || said?.type === 'reviewAnswered' ? said.note : '';
}
