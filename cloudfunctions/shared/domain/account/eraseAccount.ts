import type { CreditAccount } from './account.ts';

/**
 * What stays of an account whose buyer is erased, under the random id that took his place: the evidence of each
 * consent, the limit and what changed it, the record. Nothing can be bought with it, and it leads to nobody.
 */
export function eraseAccount(account: CreditAccount, erasedAs: string): CreditAccount {
  return {
    ...account,
    _id: erasedAs,
    version: 1,
    state: 'closed',
    authorisation: null,
    availableFen: account.limitFen,
    runningOrders: 0,
    overdueOrders: 0,
    holds: {},
    allowance: null,
    minorsLock: null,
    erasedAs: null,
    next: null,
  };
}
