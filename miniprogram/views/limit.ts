import { ACCOUNT_SAYS } from '../copy/account';
import { formatFen, spokenFen } from '../format/money';
import type { Account } from './answers';

/** A limit, what of it is left, and how long a bar shows that. */
export interface LimitView {
  readonly label: string;
  readonly available: string;
  readonly limit: string;
  /** Of the bar, 0 to 100. */
  readonly percent: number;
  readonly spoken: string;
}

type Limit = Pick<Account, 'availableFen' | 'limitFen' | 'overdueOrders'>;

export function limitView({ availableFen, limitFen, overdueOrders }: Limit): LimitView {
  const label = overdueOrders > 0 ? ACCOUNT_SAYS.availableOncePaid : ACCOUNT_SAYS.available;
  return {
    label,
    available: formatFen(availableFen),
    limit: ACCOUNT_SAYS.limit(formatFen(limitFen)),
    percent: limitFen === 0 ? 0 : Math.round((availableFen * 100) / limitFen),
    spoken: ACCOUNT_SAYS.spokenLimit(label, spokenFen(availableFen), spokenFen(limitFen)),
  };
}
