import type { Policy } from '../policy.ts';
import type { AssessmentFacts } from './facts.ts';
import type { ReasonCode } from './reasons.ts';
import { isOffered } from './rollout.ts';

/** Rules an order out, whatever its points. */
interface Blocker {
  readonly code: ReasonCode;
  readonly applies: (facts: AssessmentFacts, policy: Policy) => boolean;
}

/** In the order in which the buyer reads them: first what he can do something about. */
const BLOCKERS: readonly Blocker[] = [
  { code: 'ACCOUNT_CLOSED', applies: ({ account }) => account !== 'open' },
  {
    code: 'NOT_AUTHORISED',
    applies: ({ authorisation }) => authorisation !== 'active' && authorisation !== 'notNeeded',
  },
  { code: 'MINORS_LOCK', applies: ({ minorsLocked }) => minorsLocked },
  { code: 'NOT_IN_ROLLOUT', applies: (facts, policy) => !isOffered(facts, policy) },
  {
    code: 'OVERDUE_NOW',
    applies: ({ overdueOrders }, { limits }) => overdueOrders >= limits.maxOverdueOrders,
  },
  {
    code: 'TOO_MANY_RUNNING',
    applies: ({ runningOrders }, { limits }) => runningOrders >= limits.maxRunningOrders,
  },
  {
    code: 'TOO_MANY_ORDERS',
    applies: ({ ordersInWindow }, { velocity }) => ordersInWindow >= velocity.maxOrders,
  },
  { code: 'ORDER_ABOVE_MAXIMUM', applies: ({ amountFen }, { limits }) => amountFen > limits.maxOrderFen },
  {
    code: 'ABOVE_CHANNEL_MAXIMUM',
    applies: ({ amountFen, channelMaxFen }) => channelMaxFen !== null && amountFen > channelMaxFen,
  },
  { code: 'LIMIT_EXCEEDED', applies: ({ amountFen, availableFen }) => amountFen > availableFen },
];

/** All reasons that rule the order out. */
export function blockersOf(facts: AssessmentFacts, policy: Policy): ReasonCode[] {
  // Without an account there is nothing else to look at.
  if (facts.account === 'none') return ['ACCOUNT_NOT_OPEN'];
  return BLOCKERS.filter(({ applies }) => applies(facts, policy)).map(({ code }) => code);
}
