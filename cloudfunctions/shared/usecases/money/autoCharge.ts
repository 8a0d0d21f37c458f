import type { OrderView } from '../../contract/views.ts';
import { after, DAY_MS } from '../../domain/duration.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { readOrder, readOwnOrder, refusalOf, takeStepOn } from '../orders/orderSteps.ts';
import { viewOf } from '../orders/orderView.ts';
import type { Caller, CoreServices } from '../services.ts';

/**
 * The buyer switches the automatic charge of an order off, and pays by a tap within the policy's days after the day
 * of the charge; or on again, which needs a new notice. Repeating it is no error.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE (not received yet, or already being collected),
 * CHANNEL_CALL_OPEN, CHANGED_MEANWHILE
 */
export async function switchAutoCharge(
  services: CoreServices,
  caller: Caller,
  { orderId, on }: { readonly orderId: string; readonly on: boolean },
): Promise<OrderView> {
  const [order, { policy }] = await Promise.all([
    readOwnOrder(services, caller.buyerId, orderId),
    services.rules(),
  ]);
  if (order.state === 'received' && order.autoCharge === on) return viewOf(order);
  const now = services.now();
  const chargeAt = order.chargeAt && order.chargeAt > now ? order.chargeAt : now;
  const event: OrderEvent = {
    type: 'autoChargeSwitched',
    at: now,
    by: { role: 'buyer', id: caller.buyerId },
    on,
    chargeAt,
    payBy: on ? null : (grantedPayBy(order) ?? after(chargeAt, policy.charge.payByDays * DAY_MS)),
  };
  const switched = await takeStepOn(services, order, event);
  if (switched) return viewOf(switched);
  throw refusalOf(await readOrder(services, orderId), event, []);
}

/** The last day to pay by that he was given: switching to and fro gives no other one. */
function grantedPayBy({ history }: Order): Date | null {
  const given = history.flatMap((event) => ('payBy' in event && event.payBy ? [event.payBy] : []));
  return given.at(-1) ?? null;
}
