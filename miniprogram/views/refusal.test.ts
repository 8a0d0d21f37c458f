import { describe, expect, it } from 'vitest';
import { REASONS } from '../../cloudfunctions/shared/domain/assessment/reasons.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { aLine } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { type RefusalPage, refusalPage } from './refusal';

type Refusal = Parameters<typeof refusalPage>[1];

function pageOf(refusal: Partial<Refusal>, order: Order = orderIn('rejected')): RefusalPage {
  const answer = answerOf(order);
  if (!answer.refusal) throw new Error('the order was not refused');
  return refusalPage(answer, { ...answer.refusal, ...refusal });
}

const because = (...codes: (keyof typeof REASONS)[]) => ({
  reasons: codes.map((code) => ({ code, message: REASONS[code] })),
});
const stepsOf = (page: RefusalPage) => page.steps.map(({ name }) => name);
const twoPieces = orderIn('rejected', { lines: [aLine({ quantity: 2 })] });

describe('a refused order', () => {
  it('gives each reason in the words of the functions, and how to pay all the same', () => {
    const page = pageOf(because('LIMIT_EXCEEDED', 'TOO_MANY_ORDERS'));
    expect(page.reasons.map(({ message }) => message)).toEqual([
      REASONS.LIMIT_EXCEEDED,
      REASONS.TOO_MANY_ORDERS,
    ]);
    expect(page.otherwise).toContain('其他付款方式');
  });

  it.each([
    ['ACCOUNT_NOT_OPEN', 'open'],
    ['ACCOUNT_CLOSED', 'open'],
    ['NOT_AUTHORISED', 'open'],
    ['MINORS_LOCK', 'lock'],
    ['OVERDUE_NOW', 'bills'],
    ['TOO_MANY_RUNNING', 'orders'],
    ['ORDER_ABOVE_MAXIMUM', 'fewer'],
    ['ABOVE_CHANNEL_MAXIMUM', 'fewer'],
    ['LIMIT_EXCEEDED', 'fewer'],
    ['NOT_ENOUGH_HISTORY', 'shop'],
  ] as const)('for %s leads to „%s“', (code, step) => {
    expect(stepsOf(pageOf(because(code), twoPieces))).toEqual([step]);
  });

  it.each(['NOT_IN_ROLLOUT', 'TOO_MANY_ORDERS', 'CHANNEL_DECLINED'] as const)(
    'for %s has no button: there is nothing to do but wait, or to pay otherwise',
    (code) => {
      expect(stepsOf(pageOf(because(code), twoPieces))).toEqual([]);
    },
  );

  it('has one button for all reasons that it helps with', () => {
    const codes = ['ORDER_ABOVE_MAXIMUM', 'OVERDUE_NOW', 'LIMIT_EXCEEDED'] as const;
    expect(stepsOf(pageOf(because(...codes), twoPieces))).toEqual(['fewer', 'bills']);
  });

  it('of one piece offers other goods instead of fewer', () => {
    expect(stepsOf(pageOf(because('LIMIT_EXCEEDED')))).toEqual(['shop']);
  });
});

describe('the review of a refusal', () => {
  const reviewed = (stage: 'asked' | 'approved' | 'kept', note: string) =>
    pageOf({ ...because('LIMIT_EXCEEDED'), review: { stage, note }, canAskReview: false });

  it('shows what the buyer wrote while he waits', () => {
    const { review, allowed } = reviewed('asked', '已经付清');
    expect([review?.said, allowed]).toEqual(['您写的：已经付清', false]);
    expect(reviewed('asked', '').review?.said).toBe('');
  });

  it('that is approved allows one more order, and asks for nothing else', () => {
    const page = reviewed('approved', '同意');
    expect(page).toMatchObject({ allowed: true, steps: [], review: { said: '商家的答复：同意' } });
  });

  it('that is kept gives the answer, and what to do about the reasons', () => {
    const page = reviewed('kept', '请先付清');
    expect([page.review?.said, page.allowed, stepsOf(page)]).toEqual([
      '商家的答复：请先付清',
      false,
      ['shop'],
    ]);
  });
});
