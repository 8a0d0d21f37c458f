import { describe, expect, it } from 'vitest';
import { aPolicy, someFacts } from '../../testing/builders.ts';
import { confirmationCauses } from './secondConfirmation.ts';

const policy = aPolicy({ secondConfirmation: { fromAmountFen: 50_000, fromQuantity: 10, fromOrders: 3 } });

describe('a second confirmation', () => {
  it.each([
    ['nothing', { amountFen: 49_999, quantity: 9, ordersInWindow: 1 }, []],
    ['much money', { amountFen: 50_000 }, ['AMOUNT']],
    ['many pieces', { quantity: 10 }, ['QUANTITY']],
    ['many orders, this one counted', { ordersInWindow: 2 }, ['COUNT']],
    ['all of it', { amountFen: 90_000, quantity: 99, ordersInWindow: 9 }, ['AMOUNT', 'QUANTITY', 'COUNT']],
  ])('is asked for because of %s', (_what, facts, causes) => {
    expect(confirmationCauses(someFacts(facts), policy)).toEqual(causes);
  });
});
