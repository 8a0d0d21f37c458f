import { dayMs } from '../../channels/times.ts';
import { Refusal } from '../errors.ts';
import type { StandIn } from '../stand-in.ts';
import { isPaying, isRunning, type Order } from './order.ts';

/** Unpaid for longer than this after completion, an order blocks the user's next one. */
const overdueAfterMs = 30 * dayMs;

/** @throws Refusal if the stand-in was told to decline the next order */
export function requireNotDeclined({ state }: StandIn): void {
  const declined = state.behaviour.declineNextCreate;
  if (declined === 'none') return;
  state.behaviour = { ...state.behaviour, declineNextCreate: 'none' };
  throw new Refusal(declined === '271299627' ? 'overdueOrders' : 'evaluation');
}

/**
 * WeChat's own decision whether this user may have another order: the merchant learns only yes or no. It is taken
 * when the user is known: at the create, or on the confirmation page.
 * @throws Refusal (`evaluation`, `overdueOrders`)
 */
export function requirePassedEvaluation({ state, clock }: StandIn, openid: string): void {
  const theirs = [...state.orders.values()].filter((order) => order.openid === openid);
  if (theirs.some((order) => isOverdue(order, clock.now()))) throw new Refusal('overdueOrders');
  if (theirs.filter(isRunning).length >= state.behaviour.maxRunningOrders) throw new Refusal('evaluation');
}

function isOverdue(order: Order, nowMs: number): boolean {
  return isPaying(order) && order.completedAtMs !== null && nowMs - order.completedAtMs > overdueAfterMs;
}
