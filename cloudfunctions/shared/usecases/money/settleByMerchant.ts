import type { Channel } from '../../channels/channel.ts';
import type { OrderView } from '../../contract/views.ts';
import { DomainError } from '../../domain/domainError.ts';
import { after, MINUTE_MS } from '../../domain/duration.ts';
import type { CallKind, ChannelRequest } from '../../domain/order/attempt.ts';
import type { Actor, OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { collectsWhatIsPayable, noMoreRefunds } from '../../domain/order/refunds.ts';
import { EVENT_RULES } from '../../domain/order/rules.ts';
import { withAccount } from '../account/accountDuty.ts';
import { openCall } from '../channel/channelCall.ts';
import { readOrder, refusalOf, takeStepOn } from '../orders/orderSteps.ts';
import { viewOf } from '../orders/orderView.ts';
import type { Caller, Services } from '../services.ts';
import { keepPromise } from './lessToPay.ts';

/** By so much the clock of the operator's phone may be ahead. */
const CLOCK_MARGIN_MS = 5 * MINUTE_MS;

/**
 * The merchant lowers what an order costs, from before shipping until after the payment: less is charged, or
 * collected, or the difference is refunded; 0 ends the order without money, or refunds it whole. The promise
 * counts at once, and time keeps it if the channel does not answer. Repeating it is no error.
 * @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, WRONG_STATE, AMOUNT_CHANGED, AMOUNT_NOT_LOWER,
 * REFUND_IMPOSSIBLE, CHANGED_MEANWHILE
 */
export async function lowerAmount(
  services: Services,
  caller: Caller,
  input: {
    readonly orderId: string;
    readonly shownAmountFen: number;
    readonly amountFen: number;
    readonly reason: string;
  },
): Promise<OrderView> {
  const { amountFen: payableFen, reason } = input;
  const [by, order] = await Promise.all([services.operator(caller), readOrder(services, input.orderId)]);
  const event: OrderEvent = { type: 'lowered', at: services.now(), by, payableFen, reason };
  const repeated = order.payableFen === payableFen && payableFen < order.amountFen;
  if (repeated) return viewOf(order);
  if (!EVENT_RULES.lowered.from.includes(order.state)) throw refusalOf(order, event, []);
  if (payableFen >= order.payableFen) throw new DomainError('AMOUNT_NOT_LOWER');
  if (order.payableFen !== input.shownAmountFen) {
    throw new DomainError('AMOUNT_CHANGED', { amountFen: order.payableFen });
  }
  const { payment, refunds } = order;
  if (payment && (!payment.transactionId || noMoreRefunds(refunds))) {
    throw new DomainError('REFUND_IMPOSSIBLE');
  }
  const lowered = await takeStepOn(services, order, event);
  if (!lowered) {
    const now = await readOrder(services, order._id);
    // Two taps at once.
    if (now.payableFen === payableFen && payableFen < now.amountFen) return viewOf(now);
    throw refusalOf(now, event, []);
  }
  return viewOf(await withAccount(services, (await keepPromise(services, lowered)) ?? lowered));
}

/**
 * The merchant has the channel try at once to collect, beside the channel's own tries.
 * @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, WRONG_STATE, ORDER_FROZEN, CHANNEL_CALL_OPEN, CHANNEL_CANNOT,
 * AMOUNT_CHANGED (the channel still collects more than is payable)
 */
export function collectAgain(
  services: Services,
  caller: Caller,
  { orderId }: { readonly orderId: string },
): Promise<OrderView> {
  return callAsOperator(services, caller, orderId, 'collectAgain', (channel, by, order) => ({
    can: channel.can.collectsAgain,
    // The channel would collect what it collects, and not what is payable.
    refusal: collectsWhatIsPayable(order)
      ? null
      : new DomainError('AMOUNT_CHANGED', { amountFen: order.payableFen }),
    request: channel.collectAgainRequest(orderId),
    event: { type: 'collectAgainRequested', at: services.now(), by },
  }));
}

/**
 * The buyer has paid the merchant some other way: the channel stops collecting.
 * @throws DomainError INVALID_INPUT (a time that has not come, or before the order), FORBIDDEN, ORDER_NOT_FOUND,
 * WRONG_STATE, CHANNEL_CALL_OPEN, CHANNEL_CANNOT, CHANNEL_REFUSED
 */
export async function paidElsewhere(
  services: Services,
  caller: Caller,
  { orderId, paidAt }: { readonly orderId: string; readonly paidAt: Date },
): Promise<OrderView> {
  const now = services.now();
  if (paidAt > after(now, CLOCK_MARGIN_MS)) throw new DomainError('INVALID_INPUT', { fields: ['paidAt'] });
  const at = paidAt < now ? paidAt : now;
  return callAsOperator(services, caller, orderId, 'paidElsewhere', (channel, by, order) => ({
    can: channel.can.notesPaidElsewhere,
    refusal: at < order.createdAt ? new DomainError('INVALID_INPUT', { fields: ['paidAt'] }) : null,
    request: channel.paidElsewhereRequest(orderId, at),
    event: { type: 'paidElsewhereReported', at: now, by, paidAt: at },
  }));
}

interface OperatorCall {
  readonly can: boolean;
  /** Why this order is none to do it with; null if it is. */
  readonly refusal: DomainError | null;
  readonly request: ChannelRequest;
  readonly event: OrderEvent;
}

async function callAsOperator(
  services: Services,
  caller: Caller,
  orderId: string,
  kind: 'collectAgain' | 'paidElsewhere',
  prepare: (channel: Channel, by: Actor, order: Order) => OperatorCall,
): Promise<OrderView> {
  const [by, order] = await Promise.all([services.operator(caller), readOrder(services, orderId)]);
  // A second tap.
  if (order.state === 'settled' && wasReported(order, kind)) return viewOf(order);
  const { can, refusal, request, event } = prepare(await services.channel(order.channel), by, order);
  if (!can) throw new DomainError('CHANNEL_CANNOT');
  if (!EVENT_RULES[event.type].from.includes(order.state)) throw refusalOf(order, event, []);
  // Overdue without ever having been collected: the buyer pays by a tap.
  if (order.attempt === null && order.collectingSince === null) {
    throw new DomainError('WRONG_STATE', { state: order.state });
  }
  if (refusal) throw refusal;
  const called = await openCall(services, order, kind, request, event);
  if (!called) throw refusalOf(await readOrder(services, orderId), event, []);
  const sent = await withAccount(services, called);
  if (sent.history.at(-1)?.type === 'paidElsewhereRefused') throw new DomainError('CHANNEL_REFUSED');
  return viewOf(sent);
}

function wasReported({ history }: Order, kind: CallKind): boolean {
  return kind === 'paidElsewhere' && history.some(({ type }) => type === 'paidElsewhereReported');
}
