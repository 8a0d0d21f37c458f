import { DomainError } from '../../domain/domainError.ts';
import { BY_TIMER, type OrderEvent } from '../../domain/order/events.ts';
import { firstRefusal, type Guard, versionIs } from '../../domain/order/guards.ts';
import type { Attention, Order } from '../../domain/order/order.ts';
import { plan } from '../../domain/order/plan.ts';
import { type Bookkeeping, guardsOf, type Step, transition } from '../../domain/order/transition.ts';
import type { CoreServices } from '../services.ts';

/** More writers than this on one order at once never happen; then the next callback or the timer goes on. */
const MAX_RACES = 5;

/** Takes a step in one conditional write. Null if the order did not allow it. */
export async function takeStep(services: CoreServices, step: Step): Promise<Order | null> {
  const { policy } = await services.rules();
  return services.store.update<Order>('orders', transition(step, policy));
}

/** The same for an order that was read: it must still be at that version. */
export function takeStepOn(
  services: CoreServices,
  order: Order,
  event: OrderEvent,
  beside: Pick<Step, 'bookkeeping' | 'attention' | 'attentionLeft'> = {},
): Promise<Order | null> {
  const guards = [versionIs(order.version)];
  return takeStep(services, { orderId: order._id, event, facts: order, guards, ...beside });
}

type EventWithoutAuthor = OrderEvent extends infer E
  ? E extends OrderEvent
    ? Omit<E, 'at' | 'by'>
    : never
  : never;

/** The same for what time does. */
export function happenByTimer(
  services: CoreServices,
  order: Order,
  event: EventWithoutAuthor,
  beside: Pick<Step, 'attention'> = {},
): Promise<Order | null> {
  const recorded = { ...event, at: services.now(), by: BY_TIMER } as OrderEvent;
  return takeStepOn(services, order, recorded, beside);
}

/** What changes beside the history: calls, questions, duties, claims. The plan is recomputed all the same. */
export async function keepBooks(
  services: CoreServices,
  order: Order,
  changes: Bookkeeping & Partial<Pick<Order, 'accountDuty' | 'attention'>>,
  attention?: Attention,
): Promise<Order | null> {
  const { policy } = await services.rules();
  return services.store.update<Order>('orders', {
    filter: { _id: order._id, version: order.version },
    set: { ...changes, next: plan({ ...order, ...changes }, policy) },
    increment: { version: 1 },
    ...(attention ? { append: { attention } } : {}),
  });
}

/** @throws DomainError ORDER_NOT_FOUND */
export async function readOrder(services: CoreServices, orderId: string): Promise<Order> {
  const order = await services.store.get<Order>('orders', orderId);
  if (!order) throw new DomainError('ORDER_NOT_FOUND');
  return order;
}

/** To anybody but its buyer it does not exist. @throws DomainError ORDER_NOT_FOUND */
export async function readOwnOrder(services: CoreServices, buyerId: string, orderId: string): Promise<Order> {
  const order = await readOrder(services, orderId);
  if (order.buyerId !== buyerId) throw new DomainError('ORDER_NOT_FOUND');
  return order;
}

/**
 * Looks at the order anew, and writes again, where somebody else wrote to it in between: `once` gives null then.
 * @throws Error if the order kept changing
 */
export async function untilWritten(
  services: CoreServices,
  read: Order,
  once: (order: Order) => Promise<Order | null>,
): Promise<Order> {
  let order = read;
  for (let race = 0; race < MAX_RACES; race++) {
    const written = await once(order);
    if (written) return written;
    order = await readOrder(services, order._id);
  }
  throw new Error('the order kept changing');
}

/** Why `event` was refused on this order: the first of its guards that does not hold. */
export function refusalOf(order: Order, event: OrderEvent, guards: readonly Guard[]): DomainError {
  const guard = firstRefusal(order, guardsOf(event.type, guards));
  if (!guard) return new DomainError('CHANGED_MEANWHILE');
  // Somebody else's order is not there at all, as far as this caller is concerned.
  if (guard.code === 'ORDER_NOT_FOUND') return new DomainError(guard.code);
  const amount = guard.code === 'AMOUNT_CHANGED' ? { amountFen: order.payableFen } : {};
  return new DomainError(guard.code, { state: order.state, ...amount });
}
