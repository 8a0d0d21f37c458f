import { Refusal } from '../errors.ts';
import type { StandIn } from '../stand-in.ts';
import { dayMs } from '../times.ts';
import { isPaying, isRunning, type Order } from './order.ts';

/** Unpaid for longer than this after completion, an order blocks the user's next one. */
const overdueAfterMs = 30 * dayMs;

/**
 * WeChat's own decision whether this user may have another order: the merchant learns only yes or no.
 * @throws Refusal (`evaluation`, `overdueOrders`)
 */
export function requirePassedEvaluation(standIn: StandIn, openid: string | null): void {
  const { state, clock } = standIn;
  const declined = state.behaviour.declineNextCreate;
  if (declined !== 'none') {
    state.behaviour = { ...state.behaviour, declineNextCreate: 'none' };
    throw new Refusal(declined === '271299627' ? 'overdueOrders' : 'evaluation');
  }
  if (openid === null) return;
  const theirs = [...state.orders.values()].filter((order) => order.openid === openid);
  if (theirs.some((order) => isOverdue(order, clock.now()))) throw new Refusal('overdueOrders');
  if (theirs.filter(isRunning).length >= state.behaviour.maxRunningOrders) throw new Refusal('evaluation');
}

function isOverdue(order: Order, nowMs: number): boolean {
  return isPaying(order) && order.completedAtMs !== null && nowMs - order.completedAtMs > overdueAfterMs;
}
