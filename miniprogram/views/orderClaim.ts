import { CLAIM_PROGRESS } from '../copy/order';
import { claimInWords } from '../copy/orders';
import { formatFen } from '../format/money';
import type { OrderAnswer } from './answers';
import { comingUp } from './upcoming';

/** A return or dispute on its order's page. */
export interface ClaimProgress {
  /** What was asked for, and where it stands. */
  readonly title: string;
  readonly amount: string;
  /** Its stations, first to last; empty where it ended without effect. */
  readonly steps: readonly string[];
  /** Which of them it stands at; their number, once all are done. */
  readonly current: number;
  /** What happens by itself, and when. */
  readonly deadline: string;
  /** That the channel may still take the money. */
  readonly warning: string;
  readonly reason: string;
  readonly answer: string;
}

type Claim = NonNullable<OrderAnswer['claim']>;

const DEADLINES: readonly string[] = ['agreeClaim', 'lapseClaim', 'finishClaim'];

export function claimProgress(order: OrderAnswer, now: Date): ClaimProgress | null {
  const { claim, payment } = order;
  if (!claim) return null;
  const amount = formatFen(claim.amountFen);
  const upcoming = order.upcoming.filter(({ action }) => DEADLINES.includes(action));
  return {
    title: claimInWords(claim),
    amount: payment ? CLAIM_PROGRESS.refund(amount) : CLAIM_PROGRESS.payLess(amount),
    ...stationsOf(claim, order),
    deadline: comingUp({ ...order, upcoming }, now)[0] ?? '',
    warning: claim.warning ?? '',
    reason: claim.reason,
    answer: claim.answer,
  };
}

/** Goods come back in a return, unless the merchant did without them. */
function stationsOf(claim: Claim, { timeline }: OrderAnswer): Pick<ClaimProgress, 'steps' | 'current'> {
  const { ask, answer, sendBack, arrived, done } = CLAIM_PROGRESS.steps;
  const asked = timeline.map(({ type }) => type).lastIndexOf('claimRequested');
  const sentBack = timeline.slice(asked).some(({ type }) => type === 'goodsSentBack');
  const comesBack = claim.kind === 'return' && (claim.stage !== 'done' || sentBack);
  const steps = comesBack ? [ask, answer, sendBack, arrived, done] : [ask, answer, done];
  switch (claim.stage) {
    case 'requested':
      return { steps, current: 1 };
    case 'agreed':
      return { steps, current: 2 };
    case 'sentBack':
      return { steps, current: 3 };
    case 'done':
      return { steps, current: steps.length };
    default:
      return { steps: [], current: 0 };
  }
}
