import type { OrderView } from '../../contract/views.ts';
import { after, DAY_MS } from '../../domain/duration.ts';
import type { Actor, OrderEvent } from '../../domain/order/events.ts';
import { type Guard, neverLowered, ownedBy } from '../../domain/order/guards.ts';
import type { Order } from '../../domain/order/order.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { NOTHING_KNOWN } from '../../domain/order/transition.ts';
import type { Caller, CoreServices } from '../services.ts';
import { readOrder, refusalOf, takeStep, takeStepOn } from './orderSteps.ts';
import { viewOf } from './orderView.ts';

const RECEIVED_ALREADY: readonly OrderState[] = ['received', 'settling', 'overdue', 'settled'];

/**
 * The buyer has the goods; the charge comes the agreed number of days later. One write, no read before it, as
 * long as the policy's number is the one that this order was agreed under, and the amount too. Repeating it
 * is no error.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE, ORDER_FROZEN
 */
export async function confirmReceipt(
  services: CoreServices,
  caller: Caller,
  { orderId }: { readonly orderId: string },
): Promise<OrderView> {
  const { policy } = await services.rules();
  const buyer: Actor = { role: 'buyer', id: caller.buyerId };
  const owner = ownedBy(caller.buyerId);
  const event = receivedEvent(services.now(), buyer, policy.charge.afterReceiptDays);
  const received = await takeStep(services, {
    orderId,
    event,
    facts: { ...NOTHING_KNOWN, state: 'shipped' },
    guards: [owner, neverLowered, agreedDays(policy.charge.afterReceiptDays)],
  });
  if (received) return viewOf(received);

  const order = await readOrder(services, orderId);
  if (order.buyerId === caller.buyerId) {
    if (RECEIVED_ALREADY.includes(order.state)) return viewOf(order);
    // The policy has changed since, or the amount: what was agreed with this buyer counts.
    const asAgreed = order.state === 'shipped' ? await receiveOrder(services, order, buyer) : null;
    if (asAgreed) return viewOf(asAgreed);
  }
  throw refusalOf(order, event, [owner]);
}

/** Receipt of an order that was read, under its own terms. Null if it changed meanwhile or does not allow it. */
export function receiveOrder(services: CoreServices, order: Order, by: Actor): Promise<Order | null> {
  return takeStepOn(services, order, receivedEvent(services.now(), by, order.agreed.chargeAfterReceiptDays));
}

function receivedEvent(at: Date, by: Actor, chargeAfterDays: number): OrderEvent {
  return { type: 'received', at, by, chargeAt: after(at, chargeAfterDays * DAY_MS) };
}

function agreedDays(days: number): Guard {
  return { code: 'CHANGED_MEANWHILE', path: 'agreed.chargeAfterReceiptDays', must: days };
}
