import type { OrderView } from '../../contract/views.ts';
import type { Actor, OrderEvent } from '../../domain/order/events.ts';
import { neverLowered } from '../../domain/order/guards.ts';
import { NOTHING_KNOWN } from '../../domain/order/transition.ts';
import type { CoreServices } from '../services.ts';
import { readOrder, refusalOf, takeStep, takeStepOn } from './orderSteps.ts';
import { viewOf } from './orderView.ts';

/**
 * The operator ships an accepted order: one write, no read before it unless its amount was lowered. The same
 * parcel again is no error.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE, CHANNEL_CALL_OPEN (a cancellation is open), ORDER_FROZEN
 */
export async function ship(
  services: CoreServices,
  operator: Actor,
  input: { readonly orderId: string; readonly carrier: string; readonly trackingNo: string },
): Promise<OrderView> {
  const now = services.now();
  const { orderId, carrier, trackingNo } = input;
  const event: OrderEvent = {
    type: 'shipped',
    at: now,
    by: operator,
    shipment: { carrier, trackingNo, shippedAt: now },
  };
  const shipped = await takeStep(services, {
    orderId,
    event,
    facts: { ...NOTHING_KNOWN, state: 'accepted' },
    guards: [neverLowered],
  });
  if (shipped) return viewOf(shipped);
  const order = await readOrder(services, orderId);
  const lowered = order.loweredAt ? await takeStepOn(services, order, event) : null;
  if (lowered) return viewOf(lowered);
  const same = order.shipment?.carrier === carrier && order.shipment.trackingNo === trackingNo;
  if (same) return viewOf(order);
  throw refusalOf(order, event, []);
}

/**
 * Records evidence that the parcel was delivered; from then on receipt is confirmed by itself after the
 * policy's days. Repeating it keeps the first evidence.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE, CHANGED_MEANWHILE
 */
export async function recordDelivery(
  services: CoreServices,
  operator: Actor,
  input: { readonly orderId: string; readonly evidence: string },
): Promise<OrderView> {
  const now = services.now();
  const order = await readOrder(services, input.orderId);
  if (order.deliveredAt) return viewOf(order);
  const event: OrderEvent = {
    type: 'delivered',
    at: now,
    by: operator,
    deliveredAt: now,
    evidence: input.evidence,
  };
  const delivered = await takeStepOn(services, order, event);
  if (!delivered) throw refusalOf(order, event, []);
  return viewOf(delivered);
}
