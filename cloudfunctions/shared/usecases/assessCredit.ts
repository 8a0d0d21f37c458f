import type { ChannelView } from '../channels/channel.ts';
import type { OrderView } from '../contract/views.ts';
import type { CreditAccount } from '../domain/account/account.ts';
import { assess } from '../domain/assessment/assess.ts';
import { DomainError } from '../domain/domainError.ts';
import type { Actor, OrderEvent } from '../domain/order/events.ts';
import type { AssessmentRecord, Order } from '../domain/order/order.ts';
import { openAttempt } from '../domain/order/transition.ts';
import { refreshAuthorisation } from './account.ts';
import { ASK_AFTER_MS, conclude } from './channelCall.ts';
import { readOrder, takeStepOn } from './orderSteps.ts';
import { viewOf } from './orderView.ts';
import { reconcileOrder } from './reconcileOrder.ts';
import type { Caller, Services } from './services.ts';
import { takeHoldFor } from './takeHoldFor.ts';

export interface AssessmentResult {
  readonly order: OrderView;
  readonly confirmView: ChannelView | null;
}

/**
 * Decides on an order; if it is approved, holds the amount and creates the channel's order. Repeating it
 * never decides anew.
 * @throws DomainError ORDER_NOT_FOUND
 */
export async function assessCredit(
  services: Services,
  caller: Caller,
  { orderId }: { readonly orderId: string },
): Promise<AssessmentResult> {
  const { store } = services;
  const [order, account, { policy }] = await Promise.all([
    store.get<Order>('orders', orderId),
    store.get<CreditAccount>('creditAccounts', caller.buyerId),
    services.rules(),
  ]);
  if (order?.buyerId !== caller.buyerId) throw new DomainError('ORDER_NOT_FOUND');
  if (order.state !== 'created') return resume(services, caller, order);

  const { can } = await services.channel(order.channel);
  const current = can.authorisesOnce ? await withAuthorisation(services, caller, account) : account;
  const record = assess({
    amountFen: order.amountFen,
    account: current,
    needsAuthorisation: can.authorisesOnce,
    channelMaxFen: can.maxOrderFen,
    policy,
  });
  return record.decision === 'approved'
    ? approve(services, caller, order, record)
    : reject(services, caller, order, record);
}

/**
 * The callback that tells of an authorisation may be lost: before it counts against the buyer, the channel is
 * asked.
 */
async function withAuthorisation(
  services: Services,
  caller: Caller,
  account: CreditAccount | null,
): Promise<CreditAccount | null> {
  if (account?.authorisation?.state !== 'pending') return account;
  return (await refreshAuthorisation(services, account, caller)) ?? account;
}

async function reject(
  services: Services,
  caller: Caller,
  order: Order,
  assessment: AssessmentRecord,
): Promise<AssessmentResult> {
  const event: OrderEvent = {
    type: 'rejected',
    at: services.now(),
    by: buyer(caller),
    assessment,
    reasons: assessment.reasons,
  };
  const rejected = await takeStepOn(services, order, event);
  return result(rejected ?? (await readOrder(services, order._id)));
}

async function approve(
  services: Services,
  caller: Caller,
  order: Order,
  assessment: AssessmentRecord,
): Promise<AssessmentResult> {
  const channel = await services.channel(order.channel);
  const event: OrderEvent = { type: 'approved', at: services.now(), by: buyer(caller), assessment };
  const request = channel.createRequest({ ...order, orderId: order._id });
  const attempt = openAttempt('create', request, event, ASK_AFTER_MS);
  const approved = await takeStepOn(services, order, event, { bookkeeping: { attempt } });
  if (!approved) return resume(services, caller, await readOrder(services, order._id));
  const hold = await takeHoldFor(services, approved);
  return hold.held ? create(services, caller, hold.order) : result(hold.order);
}

async function create(services: Services, caller: Caller, order: Order): Promise<AssessmentResult> {
  const { attempt } = order;
  if (!attempt) return result(order);
  const channel = await services.channel(order.channel);
  const outcome = await channel.send('create', attempt.request, order, caller);
  // The buyer is on the way to the channel's page. Its answer closes the call; writing now would only cost time.
  if (outcome.kind === 'facts' && outcome.facts.stage === 'awaitingBuyer') {
    return result(order, outcome.confirmView);
  }
  const concluded = await conclude(services, channel, order, attempt, outcome);
  if (concluded.state === 'rejected' && channel.can.authorisesOnce)
    await recheckAuthorisation(services, caller);
  return result(concluded);
}

/** He may have ended it at the channel, and the callback be lost: the next order shall say so in plain words. */
async function recheckAuthorisation(services: Services, caller: Caller): Promise<void> {
  const account = await services.store.get<CreditAccount>('creditAccounts', caller.buyerId);
  if (account) await refreshAuthorisation(services, account, caller);
}

/**
 * A repeated call: what was decided stands. Where the buyer must confirm at the channel, the page is given
 * again.
 */
async function resume(services: Services, caller: Caller, order: Order): Promise<AssessmentResult> {
  if (order.state !== 'approved') return result(order);
  const channel = await services.channel(order.channel);
  // With one authorisation for all, a create that is still open belongs to another call, or to the timer.
  if (channel.can.authorisesOnce || (order.attempt && order.attempt.kind !== 'create')) return result(order);
  const hold = order.attempt ? await takeHoldFor(services, order) : { order, held: true };
  if (!hold.held) return result(hold.order);
  const request = order.attempt?.request ?? channel.createRequest({ ...order, orderId: order._id });
  const outcome = await channel.send('create', request, order, caller);
  if (outcome.kind !== 'facts') return result(order);
  const waits = outcome.facts.stage === 'awaitingBuyer';
  // He has confirmed, and its callback is still on the way.
  return result(waits ? order : await reconcileOrder(services, order, outcome.facts), outcome.confirmView);
}

function buyer(caller: Caller): Actor {
  return { role: 'buyer', id: caller.buyerId };
}

function result(order: Order, confirmView: ChannelView | null = null): AssessmentResult {
  return { order: viewOf(order), confirmView };
}
