import { dayMs } from '../channels/times.ts';
import type { ZhimaService } from './app.ts';
import { Refusal } from './errors.ts';
import type { StandIn } from './stand-in.ts';
import { userOf } from './users.ts';

/** Why a user may not open a service, in words for him; null if he may. */
export function admissionRefusal(
  standIn: StandIn,
  openId: string,
  { admissionScore }: ZhimaService,
): string | null {
  const { score, blocked } = userOf(standIn, openId);
  if (score < admissionScore) return `您的芝麻分为${score}，开通此服务需要${admissionScore}分及以上`;
  if (blocked) return '综合评估未通过';
  return isOverdue(standIn, openId) ? '您有逾期未付的先享订单' : null;
}

/**
 * Zhima's own look at the user before each order. The merchant learns only yes or no.
 * @throws Refusal
 */
export function requirePassedEvaluation(standIn: StandIn, openId: string): void {
  const { behaviour } = standIn.state;
  if (behaviour.declineNextOrder !== 'none') {
    standIn.state.behaviour = { ...behaviour, declineNextOrder: 'none' };
    throw new Refusal(behaviour.declineNextOrder);
  }
  if (userOf(standIn, openId).blocked || isOverdue(standIn, openId)) {
    throw new Refusal('ZHIMA_EVALUATE_NO_PASS');
  }
}

/** A debit that waits for so long makes a user overdue even where Zhima pays nothing in advance. */
const overdueAfterMs = 30 * dayMs;

/** He owes Zhima what she has paid for him, or has left a debit unpaid for too long. */
function isOverdue({ state, clock }: StandIn, openId: string): boolean {
  return [...state.orders.values()].some(({ openId: user, trade }) => {
    if (user !== openId || !trade) return false;
    const waits = trade.status === 'WAIT_BUYER_PAY' && clock.now() - trade.createdAtMs >= overdueAfterMs;
    return waits || trade.owedFen > 0;
  });
}
