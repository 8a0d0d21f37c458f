import { describe, expect, it } from 'vitest';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { aLine, anAttempt } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { CLAIM_MONEY } from '../copy/claim';
import { chosenText, claimForm } from './claim';

describe('the form of a claim', () => {
  it('offers what the server says can be claimed, and nothing else', () => {
    const order = answerOf(orderIn('shipped'));
    expect(claimForm(order).kinds.map(({ kind }) => kind)).toEqual(['notReceived', 'problem', 'return']);
    const can = ['confirmReceipt', 'claimProblem'] as const;
    expect(claimForm({ ...order, can }).kinds.map(({ kind }) => kind)).toEqual(['problem']);
    expect(claimForm({ ...order, can: [] }).kinds).toEqual([]);
  });

  it('begins with all goods coming back', () => {
    const lines = [aLine({ quantity: 2 }), aLine({ productId: 'rice', unitPriceFen: 6_901 })];
    const form = claimForm(answerOf(orderIn('shipped', { lines })));
    expect(form.lines.map(({ chosen }) => chosen)).toEqual([2, 1]);
    expect(chosenText(form.lines)).toBe('所选商品 ¥405.01');
  });

  it('offers no goods that have come back already', () => {
    const lines = [aLine({ quantity: 2 }), aLine({ productId: 'rice' })];
    const goodsLeft = [
      { productId: 'tea-set', quantity: 1 },
      { productId: 'rice', quantity: 0 },
    ];
    const form = claimForm({ ...answerOf(orderIn('shipped', { lines })), goodsLeft });
    expect(form.lines).toMatchObject([{ productId: 'tea-set', left: 1, chosen: 1 }]);
  });

  it('says whether the money is safe from now on, may still be taken, or comes back', () => {
    const moneyOf = (order: Parameters<typeof answerOf>[0]) => claimForm(answerOf(order)).money;
    expect(moneyOf(orderIn('received'))).toBe(CLAIM_MONEY.paused);
    expect(moneyOf(orderIn('settling'))).toBe(CLAIM_MONEY.collecting);
    expect(moneyOf(orderIn('received', { attempt: anAttempt('complete') }))).toBe(CLAIM_MONEY.collecting);
    expect(moneyOf(orderIn('settled'))).toBe(CLAIM_MONEY.paid);
  });
});
