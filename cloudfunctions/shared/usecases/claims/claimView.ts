import type { ClaimView } from '../../contract/views.ts';
import { isOpen } from '../../domain/order/claimEffects.ts';
import { payableAfter } from '../../domain/order/claims.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';

const COLLECTING_WARNING =
  '提交申请前已开始扣款，处理期间仍可能扣款成功。商家同意后会停止或减少扣款，已扣的钱会原路退回。';

/** The order's last return or dispute as both sides see it. */
export function claimViewOf(order: Order): ClaimView | null {
  const { claim, attempt, collectingSince, payment } = order;
  if (!claim) return null;
  const told = order.history.slice(order.history.findLastIndex(({ type }) => type === 'claimRequested'));
  // A request whose fate is not known yet may have arrived.
  const collects = collectingSince !== null || attempt?.kind === 'complete';
  return {
    ...claim,
    reason: told.map(reasonIn).find(Boolean) ?? '',
    answer: told.map(answerIn).findLast(Boolean) ?? '',
    payableAfterFen: isOpen(claim) ? payableAfter(order) : null,
    warning: isOpen(claim) && collects && !payment ? COLLECTING_WARNING : null,
  };
}

function reasonIn(event: OrderEvent): string {
  return event.type === 'claimRequested' ? event.reason : '';
}

function answerIn(event: OrderEvent): string {
  switch (event.type) {
    case 'claimAgreed':
    case 'claimDone':
      return event.note;
    case 'claimRefused':
      return event.reason;
    default:
      return '';
  }
}
