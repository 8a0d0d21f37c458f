import type { ChannelView } from '../../channels/channel.ts';
import type { Assessed } from '../../contract/functions.ts';
import type { SecondConfirmation } from '../../contract/views.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { assess } from '../../domain/assessment/assess.ts';
import { type AssessmentFacts, factsOf } from '../../domain/assessment/facts.ts';
import { type ConfirmationCause, confirmationCauses } from '../../domain/assessment/secondConfirmation.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Actor, OrderEvent } from '../../domain/order/events.ts';
import type { AssessmentRecord, Order } from '../../domain/order/order.ts';
import { openAttempt } from '../../domain/order/transition.ts';
import { refreshAuthorisation } from '../account/account.ts';
import { askChannelAbout } from '../channel/askChannel.ts';
import { ASK_AFTER_MS, conclude } from '../channel/channelCall.ts';
import { reconcileOrder } from '../channel/reconcileOrder.ts';
import { readOrder, takeStepOn } from '../orders/orderSteps.ts';
import { viewOf } from '../orders/orderView.ts';
import type { Caller, Services } from '../services.ts';
import { readSources } from './assessmentSources.ts';
import { takeHoldFor } from './takeHoldFor.ts';

interface Request {
  readonly orderId: string;
  /** What the buyer has typed again. */
  readonly confirmed?: { readonly amountFen: number; readonly quantity: number } | undefined;
}

/**
 * Decides on an order; if it is approved, holds the amount and creates the channel's order. Repeating it
 * never decides anew. Where the policy asks for a second confirmation nothing is decided without it.
 * @throws DomainError ORDER_NOT_FOUND, CONFIRMATION_DIFFERS, CHANNEL_UNAVAILABLE
 */
export async function assessCredit(
  services: Services,
  caller: Caller,
  { orderId, confirmed }: Request,
): Promise<Assessed> {
  const [sources, { policy }] = await Promise.all([readSources(services, caller, orderId), services.rules()]);
  const { order, account } = sources;
  if (order?.buyerId !== caller.buyerId) throw new DomainError('ORDER_NOT_FOUND');
  if (order.state !== 'created') return resume(services, caller, order);

  const { can } = await services.channel(order.channel);
  const agreed = can.authorisesOnce ? await withAuthorisation(services, caller, account) : account;
  const facts = factsOf(
    {
      ...sources,
      order,
      account: agreed,
      needsAuthorisation: can.authorisesOnce,
      channelMaxFen: can.maxOrderFen,
    },
    policy,
    services.now(),
  );
  const decision = assess(facts, policy);
  if (decision.decision === 'rejected') {
    return reject(services, caller, order, { ...decision, facts, confirmedAgain: null });
  }
  const causes = confirmationCauses(facts, policy);
  if (causes.length > 0 && !confirmed) return { ...result(order), secondConfirmation: asking(facts, causes) };
  if (confirmed && !isSame(confirmed, facts)) throw new DomainError('CONFIRMATION_DIFFERS');
  const confirmedAgain = confirmed ? services.now() : null;
  const agreementCode = can.authorisesOnce ? (agreed?.authorisation?.code ?? null) : null;
  return approve(services, caller, order, { ...decision, facts, confirmedAgain }, agreementCode);
}

function asking(facts: AssessmentFacts, causes: readonly ConfirmationCause[]): SecondConfirmation {
  const { amountFen, quantity, ordersInWindow } = facts;
  return { causes, amountFen, quantity, orders: ordersInWindow + 1 };
}

function isSame(confirmed: NonNullable<Request['confirmed']>, facts: AssessmentFacts): boolean {
  return confirmed.amountFen === facts.amountFen && confirmed.quantity === facts.quantity;
}

/**
 * The callback that tells of an authorisation may be lost: before it counts against the buyer, the channel is
 * asked. As long as that is not known nothing is decided, for what is decided stands.
 * @throws DomainError CHANNEL_UNAVAILABLE
 */
async function withAuthorisation(
  services: Services,
  caller: Caller,
  account: CreditAccount | null,
): Promise<CreditAccount | null> {
  if (account?.authorisation?.state !== 'pending') return account;
  const refreshed = await refreshAuthorisation(services, account, caller.openid);
  if (refreshed) return refreshed;
  // Somebody else may have learnt it meanwhile.
  const latest = await services.store.get<CreditAccount>('creditAccounts', caller.buyerId);
  if (latest?.authorisation?.state === 'pending') throw new DomainError('CHANNEL_UNAVAILABLE');
  return latest;
}

async function reject(
  services: Services,
  caller: Caller,
  order: Order,
  assessment: AssessmentRecord,
): Promise<Assessed> {
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
  agreementCode: string | null,
): Promise<Assessed> {
  const channel = await services.channel(order.channel);
  const event: OrderEvent = { type: 'approved', at: services.now(), by: buyer(caller), assessment };
  const request = channel.createRequest({ ...order, orderId: order._id, agreementCode });
  const attempt = openAttempt('create', request, event, ASK_AFTER_MS);
  const approved = await takeStepOn(services, order, event, { bookkeeping: { attempt } });
  if (!approved) return resume(services, caller, await readOrder(services, order._id));
  const hold = await takeHoldFor(services, approved);
  return hold.held ? create(services, caller, hold.order) : result(hold.order);
}

async function create(services: Services, caller: Caller, order: Order): Promise<Assessed> {
  const { attempt } = order;
  if (!attempt) return result(order);
  const channel = await services.channel(order.channel);
  const outcome = await channel.send('create', attempt.request, order, caller);
  // The buyer is on the way to the channel's page. Its answer closes the call; writing now would only cost time.
  if (outcome.kind === 'facts' && outcome.facts.stage === 'awaitingBuyer') {
    return result(order, outcome.confirmView);
  }
  const concluded = await conclude(services, order, attempt, outcome);
  if (concluded.state === 'rejected' && channel.can.authorisesOnce)
    await recheckAuthorisation(services, caller);
  return result(concluded);
}

/** He may have ended it at the channel, and the callback be lost: the next order shall say so in plain words. */
async function recheckAuthorisation(services: Services, caller: Caller): Promise<void> {
  const account = await services.store.get<CreditAccount>('creditAccounts', caller.buyerId);
  if (account) await refreshAuthorisation(services, account, caller.openid);
}

/**
 * A repeated call: what was decided stands. Where the buyer must confirm at the channel, the page is given
 * again.
 */
async function resume(services: Services, caller: Caller, order: Order): Promise<Assessed> {
  if (order.state !== 'approved') return result(order);
  const channel = await services.channel(order.channel);
  // With one authorisation for all, a create that is still open belongs to another call, or to the timer.
  if (channel.can.authorisesOnce || (order.attempt && order.attempt.kind !== 'create')) return result(order);
  const hold = order.attempt ? await takeHoldFor(services, order) : { order, held: true };
  if (!hold.held) return result(hold.order);
  // Its page says nothing of an order that he has confirmed on an earlier one.
  const known = channel.can.knowsUnconfirmed ? null : await askChannelAbout(services, order);
  if (known && known.kind !== 'facts') return result(order);
  if (known && known.facts.stage !== 'awaitingBuyer') {
    return result(await reconcileOrder(services, order, known.facts));
  }
  const request =
    order.attempt?.request ?? channel.createRequest({ ...order, orderId: order._id, agreementCode: null });
  const outcome = await channel.send('create', request, order, caller);
  if (outcome.kind !== 'facts') return result(order);
  const waits = outcome.facts.stage === 'awaitingBuyer';
  // He has confirmed, and its callback is still on the way.
  return result(waits ? order : await reconcileOrder(services, order, outcome.facts), outcome.confirmView);
}

function buyer(caller: Caller): Actor {
  return { role: 'buyer', id: caller.buyerId };
}

function result(order: Order, confirmView: ChannelView | null = null): Assessed {
  return { order: viewOf(order), confirmView, secondConfirmation: null };
}
