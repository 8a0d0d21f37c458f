import { NEXT_STEPS, REFUSAL_SAYS, REVIEW_STAGES } from '../copy/refusal';
import type { OrderAnswer } from './answers';
import { type GoodsLine, goodsLine } from './goodsLine';

type Refusal = NonNullable<OrderAnswer['refusal']>;

/** Where a reason's button leads. */
export type NextStep = keyof typeof NEXT_STEPS;

/** What a buyer can do about a reason. Where there is nothing, or only to wait, its words say so. */
const STEP_FOR: Readonly<Record<string, NextStep>> = {
  ACCOUNT_NOT_OPEN: 'open',
  ACCOUNT_CLOSED: 'open',
  NOT_AUTHORISED: 'open',
  MINORS_LOCK: 'lock',
  OVERDUE_NOW: 'bills',
  TOO_MANY_RUNNING: 'orders',
  ORDER_ABOVE_MAXIMUM: 'fewer',
  ABOVE_CHANNEL_MAXIMUM: 'fewer',
  LIMIT_EXCEEDED: 'fewer',
  NOT_ENOUGH_HISTORY: 'shop',
};

export interface RefusalPage {
  readonly lines: readonly GoodsLine[];
  readonly reasons: Refusal['reasons'];
  /** What the buyer can do about them, one button each. */
  readonly steps: readonly { readonly name: NextStep; readonly button: string }[];
  readonly review: { readonly title: string; readonly text: string; readonly said: string } | null;
  readonly canAskReview: boolean;
  /** An approved review: the order can be placed once more. */
  readonly allowed: boolean;
  /** In the server's words: how to pay all the same. */
  readonly otherwise: string;
}

export function refusalPage({ lines }: Pick<OrderAnswer, 'lines'>, refusal: Refusal): RefusalPage {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const allowed = refusal.review?.stage === 'approved';
  return {
    lines: lines.map(goodsLine),
    reasons: refusal.reasons,
    // A person has set these reasons aside: there is nothing to be done about them any more.
    steps: allowed ? [] : stepsFor(refusal, pieces),
    review: reviewOf(refusal),
    canAskReview: refusal.canAskReview,
    allowed,
    otherwise: refusal.otherwise,
  };
}

function stepsFor({ reasons }: Refusal, pieces: number): RefusalPage['steps'] {
  const names = reasons.flatMap(({ code }) => STEP_FOR[code] ?? []);
  // One piece cannot become fewer.
  const possible = names.map((name) => (name === 'fewer' && pieces === 1 ? 'shop' : name));
  return [...new Set(possible)].map((name) => ({ name, button: NEXT_STEPS[name] }));
}

function reviewOf({ review }: Refusal): RefusalPage['review'] {
  if (!review) return null;
  const { title, text } = REVIEW_STAGES[review.stage];
  const says = review.stage === 'asked' ? REFUSAL_SAYS.yours : REFUSAL_SAYS.theirs;
  return { title, text, said: review.note ? says(review.note) : '' };
}
