import type { OrderView } from '../../contract/views.ts';
import { couldBeReviewed } from '../../domain/assessment/review.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { ownedBy } from '../../domain/order/guards.ts';
import type { Order } from '../../domain/order/order.ts';
import { settleAccount } from '../account/accountDuty.ts';
import { newAttention } from '../orders/attention.ts';
import { readOrder, refusalOf, takeStepOn, untilWritten } from '../orders/orderSteps.ts';
import { viewOf } from '../orders/orderView.ts';
import type { Caller, CoreServices } from '../services.ts';

interface Question {
  readonly orderId: string;
  readonly note: string;
}

interface Answer extends Question {
  readonly approve: boolean;
}

/**
 * The buyer asks that a person looks at a refusal (个人信息保护法 art. 24; SAMR Order 116). Asking again changes
 * nothing.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE, REVIEW_IMPOSSIBLE
 */
export async function askReview(
  services: CoreServices,
  caller: Caller,
  { orderId, note }: Question,
): Promise<OrderView> {
  const by = { role: 'buyer', id: caller.buyerId } as const;
  const asked = await untilWritten(services, await readOrder(services, orderId), async (order) => {
    const event: OrderEvent = { type: 'reviewAsked', at: services.now(), by, note };
    if (order.buyerId !== caller.buyerId || order.state !== 'rejected') {
      throw refusalOf(order, event, [ownedBy(caller.buyerId)]);
    }
    if (order.review) return order;
    if (!couldBeReviewed(order)) throw new DomainError('REVIEW_IMPOSSIBLE');
    return takeStepOn(services, order, event, { attention: newAttention(services, order, 'REVIEW_ASKED') });
  });
  return viewOf(asked);
}

/**
 * An operator approves the review, which gives the buyer an allowance for one order, or keeps the refusal. The
 * rejected order stays rejected. The same answer again changes nothing, and finishes what was interrupted.
 * @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, WRONG_STATE, REVIEW_NOT_OPEN
 */
export async function answerReview(
  services: CoreServices,
  caller: Caller,
  { orderId, approve, note }: Answer,
): Promise<OrderView> {
  const [by, read] = await Promise.all([services.operator(caller), readOrder(services, orderId)]);
  const answered = await untilWritten(services, read, async (order) => {
    if (order.review?.stage === (approve ? 'approved' : 'kept')) return order;
    const event: OrderEvent = { type: 'reviewAnswered', at: services.now(), by, approved: approve, note };
    if (order.review?.stage !== 'asked') throw refusalOf(order, event, []);
    const written = await takeStepOn(services, order, event, { bookkeeping: withoutQuestion(order) });
    if (written) services.log('reviewAnswered', { orderId, by: by.id, approved: approve });
    return written;
  });
  return viewOf(await settleAccount(services, answered));
}

function withoutQuestion({ attention }: Order): Pick<Order, 'attention'> {
  return { attention: attention.filter(({ code }) => code !== 'REVIEW_ASKED') };
}
