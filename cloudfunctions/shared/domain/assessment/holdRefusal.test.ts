import { describe, expect, it } from 'vitest';
import { anAccount, anAssessment, aPolicy, ORDER, T0 } from '../../testing/builders.ts';
import type { CreditAccount } from '../account/account.ts';
import { holdRefusal } from './holdRefusal.ts';

const order = { orderId: ORDER, now: T0, assessment: anAssessment() };

describe('why a hold was not taken', () => {
  it.each<[string, Partial<CreditAccount>]>([
    ['ACCOUNT_CLOSED', { state: 'closed' }],
    ['ACCOUNT_CLOSED', { holds: { [ORDER]: { amountFen: 0, state: 'released', at: T0 } } }],
    ['MINORS_LOCK', { minorsLock: { since: T0, until: null } }],
    ['OVERDUE_NOW', { overdueOrders: 1 }],
    ['TOO_MANY_RUNNING', { runningOrders: 3 }],
    ['LIMIT_EXCEEDED', { availableFen: 0 }],
  ])('%s for %j', (reason, account) => {
    expect(holdRefusal(anAccount(account), order, aPolicy())).toEqual([reason]);
  });

  it('is that there is no account', () => {
    expect(holdRefusal(null, order, aPolicy())).toEqual(['ACCOUNT_NOT_OPEN']);
  });

  it('is what an allowance had set aside, if another order has used it', () => {
    const assessment = anAssessment({ waived: ['NOT_ENOUGH_HISTORY', 'OVERDUE_NOW'] });
    expect(holdRefusal(anAccount(), { ...order, assessment }, aPolicy())).toEqual(assessment.waived);
  });
});
