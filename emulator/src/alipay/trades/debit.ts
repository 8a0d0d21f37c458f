import { debitRetryMs } from '../../channels/debit-retries.ts';
import { dayMs } from '../../channels/times.ts';
import { walletOf, withdraw } from '../../channels/wallets.ts';
import { orderChanged } from '../notifications/messages.ts';
import { tradeChanged } from '../notifications/trade.ts';
import { hasTrade, isDue, keepOrder, type OrderWithTrade, type Trade } from '../orders/order.ts';
import type { StandIn } from '../stand-in.ts';

/** A trade can be refunded for a year, and is finished then. */
export const refundableMs = 365 * dayMs;

/** Alipay tries to debit by itself until it succeeds: for the merchant, or for Zhima who has paid the merchant already. */
export function debit(standIn: StandIn, creditBizOrderId: string): void {
  const order = dueOrder(standIn, creditBizOrderId);
  if (!order) return;
  if (walletOf(standIn, order.openId).willing && payFromWallet(standIn, order)) return;
  const { trade } = order;
  const debitAttempts = trade.debitAttempts + 1;
  keepOrder(standIn, { ...order, trade: { ...trade, debitAttempts } });
  const atMs = standIn.clock.now() + debitRetryMs(debitAttempts);
  standIn.schedule.plan({ atMs, kind: 'debit', key: creditBizOrderId });
}

/** The user pays what is due, whether Alipay takes it or he hands it over. False if the wallet holds too little. */
export function payFromWallet(standIn: StandIn, order: OrderWithTrade): boolean {
  const { trade } = order;
  const isToZhima = trade.owedFen > 0;
  if (!withdraw(standIn, order.openId, isToZhima ? trade.owedFen : trade.totalFen)) return false;
  standIn.schedule.drop('debit', order.creditBizOrderId);
  if (isToZhima) keepOrder(standIn, { ...order, trade: { ...trade, owedFen: 0 } });
  else succeed(standIn, order, { paidBy: 'user', owedFen: 0 });
  return true;
}

/**
 * 代偿: Zhima pays the merchant, since the user has not for the hours agreed. From then on he owes Zhima.
 * The switch is looked at now: turned off meanwhile, nothing happens.
 */
export function advance(standIn: StandIn, creditBizOrderId: string): void {
  const order = dueOrder(standIn, creditBizOrderId);
  if (!order || standIn.state.behaviour.advance === 'off') return;
  succeed(standIn, order, { paidBy: 'zhima', owedFen: order.trade.totalFen });
}

function succeed(standIn: StandIn, order: OrderWithTrade, paid: Pick<Trade, 'paidBy' | 'owedFen'>): void {
  const nowMs = standIn.clock.now();
  const { creditBizOrderId: key } = order;
  standIn.schedule.drop('advance', key);
  standIn.schedule.plan({ atMs: nowMs + refundableMs, kind: 'tradeEnd', key });
  const finished = keepOrder<OrderWithTrade>(standIn, {
    ...order,
    status: 'TRADE_FINISHED',
    trade: { ...order.trade, ...paid, status: 'TRADE_SUCCESS', paidAtMs: nowMs },
  });
  tradeChanged(standIn, finished);
  orderChanged(standIn, finished);
}

/** Nothing can be refunded any more. */
export function endTrade(standIn: StandIn, creditBizOrderId: string): void {
  const order = standIn.state.orders.get(creditBizOrderId);
  if (!order || !hasTrade(order) || order.trade.status !== 'TRADE_SUCCESS') return;
  const ended = keepOrder<OrderWithTrade>(standIn, {
    ...order,
    trade: { ...order.trade, status: 'TRADE_FINISHED' },
  });
  tradeChanged(standIn, ended);
}

function dueOrder({ state }: StandIn, creditBizOrderId: string): OrderWithTrade | null {
  const order = state.orders.get(creditBizOrderId);
  return order && hasTrade(order) && isDue(order) ? order : null;
}

/** The user pays by hand, on the order's page: what the merchant has asked for, or what he owes Zhima. */
export function payByHand(standIn: StandIn, creditBizOrderId: string): 'paid' | 'notDue' | 'tooLittle' {
  const order = dueOrder(standIn, creditBizOrderId);
  if (!order) return 'notDue';
  return payFromWallet(standIn, order) ? 'paid' : 'tooLittle';
}
