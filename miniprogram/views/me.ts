import { ACCOUNT_STATE_NAMES, ME, ME_SAYS } from '../copy/me';
import { formatFen, spokenFen } from '../format/money';
import type { Answer } from '../services/call';
import type { Account } from './answers';
import { closingText } from './closing';
import { type LimitView, limitView } from './limit';
import { type OwedLine, owedLines, sumFen } from './owed';
import { isAuthorised } from './readiness';

/** What is owed, as the card shows it. */
interface OwedSummary {
  /** What comes first. */
  readonly amount: string;
  readonly spoken: string;
  readonly when: string;
  /** What all of it comes to; empty where it is one order only. */
  readonly total: string;
}

/** A sentence that asks the buyer to do something, and its button. */
interface Call {
  readonly words: string;
  readonly button: string;
}

/** The card 我的先用后付. */
export interface MeView {
  readonly operator: boolean;
  readonly state: Account['state'];
  readonly stateName: string;
  /** What stands there instead of a limit. */
  readonly words: string;
  readonly limit: LimitView | null;
  readonly running: string;
  /** Of what is late; empty where nothing is. */
  readonly overdue: string;
  /** Of the rest. */
  readonly owed: OwedSummary | null;
  /** Leads to the page where the service is opened, or agreed to anew. */
  readonly opening: Call | null;
}

export function meView(
  { account, operator }: Answer<'account', { action: 'view' }>,
  now: Date = new Date(),
): MeView {
  const { state, runningOrders } = account;
  const lines = owedLines(account.owed, now);
  const late = lines.filter((line) => line.late);
  const open = state === 'open';
  return {
    operator,
    state,
    stateName: ACCOUNT_STATE_NAMES[state],
    words: wordsOf(account),
    limit: open ? limitView(account) : null,
    running: open && runningOrders > 0 ? ME_SAYS.running(runningOrders) : '',
    overdue: late.length > 0 ? ME_SAYS.overdue(late.length, formatFen(sumFen(late))) : '',
    owed: owedSummary(lines.filter((line) => !line.late)),
    opening: openingCall(account),
  };
}

function wordsOf(account: Account): string {
  switch (account.state) {
    case 'none':
      return ME_SAYS.none;
    case 'erasing':
      return ME_SAYS.erasing;
    case 'closed':
      return closingText(account);
    case 'open':
      return account.minorsLock ? ME_SAYS.locked : '';
  }
}

function owedSummary(lines: readonly OwedLine[]): OwedSummary | null {
  const [next] = lines;
  if (!next) return null;
  return {
    amount: next.amount,
    spoken: spokenFen(next.amountFen),
    when: next.when,
    total: lines.length > 1 ? ME_SAYS.others(lines.length, formatFen(sumFen(lines))) : '',
  };
}

function openingCall(account: Account): Call | null {
  const { state, termsOutdated } = account;
  if (state === 'none') return { words: '', button: ME.openIt };
  if (state !== 'open') return null;
  if (termsOutdated) return { words: ME_SAYS.termsOutdated, button: ME.agree };
  return isAuthorised(account) ? null : { words: ME_SAYS.authorisation, button: ME.finish };
}
