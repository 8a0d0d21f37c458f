import type { Policy } from '../policy.ts';
import type { CreditAccount, OpeningConsent } from './account.ts';

/** An account with nothing in it, and no limit. */
export function emptyAccount(buyerId: string, now: Date): CreditAccount {
  return {
    _id: buyerId,
    version: 1,
    state: 'open',
    openedAt: now,
    closedAt: null,
    consents: [],
    authorisation: null,
    limitFen: 0,
    availableFen: 0,
    limitChanges: [],
    runningOrders: 0,
    overdueOrders: 0,
    holds: {},
    record: { settledInTime: 0, settledLate: 0, returned: 0 },
    allowance: null,
    minorsLock: null,
    erasedAs: null,
    next: null,
  };
}

/** An account as it is opened for the first time: its consent, and the policy's opening limit. */
export function newAccount(buyerId: string, consent: OpeningConsent, { limits }: Policy): CreditAccount {
  const { openingFen } = limits;
  return {
    ...emptyAccount(buyerId, consent.at),
    consents: [consent],
    limitFen: openingFen,
    availableFen: openingFen,
    limitChanges: [{ at: consent.at, code: 'OPENING', changeFen: openingFen }],
  };
}
