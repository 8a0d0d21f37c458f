import type { OrderView } from '../../contract/views.ts';
import { DomainError } from '../../domain/domainError.ts';
import { after, DAY_MS } from '../../domain/duration.ts';
import type { AttentionCode } from '../../domain/order/attentionCode.ts';
import { payableAfter, resumption } from '../../domain/order/claims.ts';
import { type Actor, BY_TIMER, type OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { withAccount } from '../account/accountDuty.ts';
import { keepPromise } from '../money/lessToPay.ts';
import { readOrder, refusalOf, takeStepOn } from '../orders/orderSteps.ts';
import { viewOf } from '../orders/orderView.ts';
import type { Caller, Services } from '../services.ts';
import { endClaim, happenToClaim, readAsOperator, type SeenClaim } from './claims.ts';

/**
 * What follows once the merchant has agreed, or has not answered in time: less is to be paid, or nothing. The
 * same promise as of an amount that he lowers, kept in the same way: charged less, cancelled, lowered while the
 * channel collects, or refunded.
 */

/**
 * The merchant agrees. Goods that are to be returned must come back first, unless he does without them.
 * @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, CLAIM_NOT_OPEN, CHANGED_MEANWHILE (it is another claim by now)
 */
export async function agreeToClaim(
  services: Services,
  caller: Caller,
  { goodsBack, note, ...seen }: SeenClaim & { readonly goodsBack: boolean; readonly note: string },
): Promise<OrderView> {
  const { by, read } = await readAsOperator(services, caller, seen);
  return viewOf(await agree(services, read, by, goodsBack, note));
}

/** What came back has arrived. @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, CLAIM_NOT_OPEN, CHANGED_MEANWHILE */
export async function confirmGoodsBack(
  services: Services,
  caller: Caller,
  seen: SeenClaim,
): Promise<OrderView> {
  const { by, read } = await readAsOperator(services, caller, seen);
  // Goods that were never said to be on their way may have been brought by hand.
  if (read.claim?.kind !== 'return') throw new DomainError('CLAIM_NOT_OPEN');
  return viewOf(await finish(services, read, by, ''));
}

/**
 * The parcel was lost, or the buyer did not take it: nothing is to be paid.
 * @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, WRONG_STATE, CHANGED_MEANWHILE
 */
export async function recordUndelivered(
  services: Services,
  caller: Caller,
  { orderId, reason }: { readonly orderId: string; readonly reason: string },
): Promise<OrderView> {
  const [by, order] = await Promise.all([services.operator(caller), readOrder(services, orderId)]);
  if (order.history.some(({ type }) => type === 'undelivered')) return viewOf(order);
  const event: OrderEvent = { type: 'undelivered', at: services.now(), by, reason };
  const recorded = await takeStepOn(services, order, event);
  if (!recorded) throw refusalOf(order, event, []);
  return viewOf(await kept(services, recorded));
}

/** Nobody has answered in time: that counts as agreed, and the merchant learns of it. */
export function agreeBySilence(services: Services, order: Order): Promise<Order> {
  return agree(services, order, BY_TIMER, true, '', 'CLAIM_AGREED_BY_SILENCE');
}

/** The goods were not sent back in time. */
export function lapse(services: Services, order: Order): Promise<Order> {
  return endClaim(services, order, 'claimLapsed', BY_TIMER);
}

/** The goods are on their way for so long that they count as arrived. */
export function finishBySilence(services: Services, order: Order): Promise<Order> {
  return finish(services, order, BY_TIMER, '');
}

async function agree(
  services: Services,
  read: Order,
  by: Actor,
  goodsBack: boolean,
  note: string,
  raises: AttentionCode | null = null,
): Promise<Order> {
  if (read.claim?.kind !== 'return' || !goodsBack) return finish(services, read, by, note, raises);
  const { policy } = await services.rules();
  return happenToClaim(services, read, 'agreed', () => {
    const at = services.now();
    const deadline = after(at, policy.returns.sendBackDays * DAY_MS);
    return { event: { type: 'claimAgreed', at, by, note, deadline }, raises };
  });
}

async function finish(
  services: Services,
  read: Order,
  by: Actor,
  note: string,
  raises: AttentionCode | null = null,
): Promise<Order> {
  const { policy } = await services.rules();
  const done = await happenToClaim(services, read, 'done', (order) => {
    const at = services.now();
    const payableFen = payableAfter(order);
    // Paid another way: the channel cannot give it back.
    const byHand = order.payment && !order.payment.transactionId ? 'REFUND_BY_HAND' : null;
    return {
      event: { type: 'claimDone', at, by, payableFen, note, ...resumption(order, at, policy) },
      raises: byHand ?? raises,
    };
  });
  return kept(services, done);
}

async function kept(services: Services, order: Order): Promise<Order> {
  return withAccount(services, (await keepPromise(services, order)) ?? order);
}
