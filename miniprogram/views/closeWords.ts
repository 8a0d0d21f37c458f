import { ACCOUNT_SAYS } from '../copy/account';
import { formatFen } from '../format/money';
import type { Account } from './answers';
import { owedLines, sumFen } from './owed';

/** Orders that the channel has not accepted yet: closing cancels them. */
const UNACCEPTED = ['created', 'approved'];

/** What closing does to this account, a line each, as the buyer reads it before he confirms. */
export function closeWords({ owed }: Pick<Account, 'owed'>, now: Date): string {
  const says = ACCOUNT_SAYS.close;
  const isUnaccepted = ({ state }: Account['owed'][number]) => UNACCEPTED.includes(state);
  const cancelled = owed.filter(isUnaccepted);
  const running = owedLines(
    owed.filter((one) => !isUnaccepted(one)),
    now,
  );
  return [
    says.now,
    cancelled.length > 0 ? says.cancelled(cancelled.length) : '',
    running.length > 0 ? says.goOn(running.length, formatFen(sumFen(running))) : '',
    owed.length === 0 ? says.nothingRuns : '',
    says.again,
  ]
    .filter(Boolean)
    .join('\n');
}
