import type { OrderView } from '../../contract/views.ts';
import { DomainError } from '../../domain/domainError.ts';
import { after, DAY_MS } from '../../domain/duration.ts';
import type { AttentionCode } from '../../domain/order/attentionCode.ts';
import { isOpen } from '../../domain/order/claimEffects.ts';
import { type ClaimWish, claimedFen, claimRefusal, resumption } from '../../domain/order/claims.ts';
import type { Actor, OrderEvent } from '../../domain/order/events.ts';
import type { ClaimStage, Order } from '../../domain/order/order.ts';
import { EVENT_RULES } from '../../domain/order/rules.ts';
import { newAttention } from '../orders/attention.ts';
import { readOrder, readOwnOrder, refusalOf, takeStepOn, untilWritten } from '../orders/orderSteps.ts';
import { viewOf } from '../orders/orderView.ts';
import type { Caller, CoreServices } from '../services.ts';

/**
 * The buyer wants to return goods, has not received them, or says that something is wrong with them. From this
 * write on nothing that collects money is sent. The same wish again, while the first is open, is no error.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE, ORDER_FROZEN (another claim is open), TOO_MANY_CLAIMS,
 * CLAIM_TOO_LATE, NOTHING_TO_CLAIM, INVALID_INPUT (goods that are not in the order)
 */
export async function requestClaim(
  services: CoreServices,
  caller: Caller,
  { orderId, reason, ...wish }: { readonly orderId: string; readonly reason: string } & ClaimWish,
): Promise<OrderView> {
  const { policy } = await services.rules();
  const read = await readOwnOrder(services, caller.buyerId, orderId);
  const { kind } = wish;
  const written = await untilWritten(services, read, async (order) => {
    const { claim, payableFen } = order;
    const at = services.now();
    const event: OrderEvent = {
      type: 'claimRequested',
      at,
      by: { role: 'buyer', id: caller.buyerId },
      kind,
      amountFen: payableFen === 0 ? 0 : claimedFen(order, wish),
      payableFen,
      items: wish.items ?? null,
      reason,
      deadline: after(at, policy.returns.answerDays * DAY_MS),
    };
    const repeated = claim && isOpen(claim) && claim.kind === kind && claim.amountFen === event.amountFen;
    if (repeated) return order;
    if (order.freeze || !EVENT_RULES.claimRequested.from.includes(order.state)) {
      throw refusalOf(order, event, []);
    }
    if (event.amountFen === 0) throw new DomainError('NOTHING_TO_CLAIM');
    const refused = claimRefusal(order, kind, at, policy);
    if (refused) throw new DomainError(refused);
    const attention = newAttention(services, order, 'CLAIM_REQUESTED');
    return takeStepOn(services, order, event, { attention });
  });
  return viewOf(written);
}

/** The buyer has thought better of it, or the parcel has come. @throws DomainError ORDER_NOT_FOUND, CLAIM_NOT_OPEN */
export async function withdrawClaim(
  services: CoreServices,
  caller: Caller,
  { orderId }: { readonly orderId: string },
): Promise<OrderView> {
  const read = await readOwnOrder(services, caller.buyerId, orderId);
  return viewOf(await endClaim(services, read, 'claimWithdrawn', { role: 'buyer', id: caller.buyerId }));
}

/** The buyer has sent the goods back. @throws DomainError ORDER_NOT_FOUND, CLAIM_NOT_OPEN (not agreed to) */
export async function sendGoodsBack(
  services: CoreServices,
  caller: Caller,
  input: { readonly orderId: string; readonly carrier: string; readonly trackingNo: string },
): Promise<OrderView> {
  const { orderId, carrier, trackingNo } = input;
  const read = await readOwnOrder(services, caller.buyerId, orderId);
  const by: Actor = { role: 'buyer', id: caller.buyerId };
  const { policy } = await services.rules();
  const sent = await happenToClaim(services, read, 'sentBack', () => {
    const at = services.now();
    const deadline = after(at, policy.returns.arriveDays * DAY_MS);
    return { event: { type: 'goodsSentBack', at, by, carrier, trackingNo, deadline } };
  });
  return viewOf(sent);
}

/**
 * The merchant refuses a claim, or what came back: the order goes on as it was agreed.
 * @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, CLAIM_NOT_OPEN, CHANGED_MEANWHILE (it is another claim by now)
 */
export async function refuseClaim(
  services: CoreServices,
  caller: Caller,
  { reason, ...seen }: SeenClaim & { readonly reason: string },
): Promise<OrderView> {
  const { by, read } = await readAsOperator(services, caller, seen);
  return viewOf(await endClaim(services, read, 'claimRefused', by, reason));
}

/** The claim ends without effect on what is to be paid; a freeze that stood voids the notice. */
export async function endClaim(
  services: CoreServices,
  read: Order,
  type: 'claimRefused' | 'claimLapsed' | 'claimWithdrawn',
  by: Actor,
  reason = '',
): Promise<Order> {
  const { policy } = await services.rules();
  const stage = ({ claimRefused: 'refused', claimLapsed: 'lapsed', claimWithdrawn: 'withdrawn' } as const)[
    type
  ];
  return happenToClaim(services, read, stage, (order) => {
    const at = services.now();
    const resumed = resumption(order, at, policy);
    const told = type === 'claimRefused' ? { type, reason } : { type };
    return { event: { ...told, at, by, ...resumed } };
  });
}

/** Which claim an operator answers: the one that he saw, and no other that came in its place. */
export interface SeenClaim {
  readonly orderId: string;
  readonly requestedAt: Date;
}

/** @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, CLAIM_NOT_OPEN, CHANGED_MEANWHILE (it is another claim by now) */
export async function readAsOperator(
  services: CoreServices,
  caller: Caller,
  { orderId, requestedAt }: SeenClaim,
): Promise<{ by: Actor; read: Order }> {
  const [by, read] = await Promise.all([services.operator(caller), readOrder(services, orderId)]);
  if (!read.claim) throw new DomainError('CLAIM_NOT_OPEN');
  if (read.claim.requestedAt.getTime() !== requestedAt.getTime()) throw new DomainError('CHANGED_MEANWHILE');
  return { by, read };
}

/** What happens to a claim, and what a person must look at because of it. */
export interface ClaimStep {
  readonly event: OrderEvent;
  readonly raises?: AttentionCode | null;
}

/**
 * Lets something happen to the claim that was read, whoever else writes meanwhile; that it waited for the merchant's
 * answer is off his list then. A claim that stands at `stage` already stays as it is: a second tap.
 * @throws DomainError CLAIM_NOT_OPEN, CHANGED_MEANWHILE (it is another claim by now), or why else the order refuses it
 */
export function happenToClaim(
  services: CoreServices,
  read: Order,
  stage: ClaimStage,
  stepOn: (order: Order) => ClaimStep,
): Promise<Order> {
  return untilWritten(services, read, async (order) => {
    if (order.claim?.requestedAt.getTime() !== read.claim?.requestedAt.getTime()) {
      throw new DomainError('CHANGED_MEANWHILE');
    }
    if (order.claim?.stage === stage) return order;
    const { event, raises } = stepOn(order);
    const raised = newAttention(services, order, raises);
    const answered = order.attention.filter(({ code }) => code !== 'CLAIM_REQUESTED');
    const attentionLeft = raised ? [...answered, raised] : answered;
    const written = await takeStepOn(services, order, event, { attentionLeft });
    if (written) return written;
    const refused = refusalOf(order, event, []);
    // Nothing refused it but another writer: look again.
    if (refused.code === 'CHANGED_MEANWHILE') return null;
    throw refused;
  });
}
