import { DomainError } from '../../domain/domainError.ts';
import { BY_TIMER } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { cancelOrder } from '../orders/cancelOrder.ts';
import type { Services } from '../services.ts';

/** @returns whether the order is cancelled now; one that somebody else is busy with is not, yet */
export async function tryToCancel(services: Services, order: Order, reason: string): Promise<boolean> {
  try {
    const after = await cancelOrder(services, order, BY_TIMER, reason);
    return after.state === 'cancelled';
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
