import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { handleReturnInput } from '../../cloudfunctions/shared/contract/inputs.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { aLine, ORDER } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { CLAIM_MISSING, CLAIM_REASONS } from '../copy/claim';
import { claimForm } from './claim';
import { type ClaimInput, charactersLeft, checkClaim, wrongAmount } from './claimRequest';

const lines = [aLine({ quantity: 2 }), aLine({ productId: 'rice' })];
const form = claimForm(answerOf(orderIn('shipped', { lines })));

function check(changes: Partial<ClaimInput>) {
  const { payableFen } = form;
  const input = {
    kind: '',
    lines: form.lines,
    payableFen,
    amountText: '',
    reason: '',
    reasonText: '',
  } as const;
  return checkClaim(ORDER, { ...input, ...changes });
}
const keeping = (kept: readonly number[]) =>
  form.lines.map((line, index) => ({ ...line, chosen: line.left - (kept[index] ?? 0) }));

describe('the request of a claim', () => {
  const reason = '不想要了';
  const common = { step: 'request', orderId: ORDER, reason };

  it('waits for what is missing', () => {
    expect(check({})).toEqual({ missing: CLAIM_MISSING.kind });
    expect(check({ kind: 'return' })).toEqual({ missing: CLAIM_MISSING.reason });
    expect(check({ kind: 'return', reasonText: '  ' })).toEqual({ missing: CLAIM_MISSING.reason });
    expect(check({ kind: 'return', reason, lines: keeping([2, 1]) })).toEqual({
      missing: CLAIM_MISSING.goods,
    });
  });

  it('names the goods that come back, and none where all do', () => {
    expect(check({ kind: 'return', reason })).toEqual({ request: { ...common, kind: 'return' } });
    expect(check({ kind: 'return', reason, lines: keeping([1, 1]) })).toEqual({
      request: { ...common, kind: 'return', items: [{ productId: 'tea-set', quantity: 1 }] },
    });
  });

  it('asks for an amount of a problem only, and for all of it where none was typed', () => {
    const amountText = '12.5';
    expect(check({ kind: 'problem', reason, amountText })).toEqual({
      request: { ...common, kind: 'problem', amountFen: 1_250 },
    });
    expect(check({ kind: 'problem', reason })).toEqual({ request: { ...common, kind: 'problem' } });
    expect(check({ kind: 'notReceived', reason, amountText: 'x' })).toEqual({
      request: { ...common, kind: 'notReceived' },
    });
  });

  it.each([
    ['', null],
    ['168', null],
    ['168.01', '最多填 ¥168.00'],
    ['0', CLAIM_MISSING.amount],
    ['-1', CLAIM_MISSING.amount],
    ['1.005', CLAIM_MISSING.amount],
  ])('takes the amount %j, or says what is wrong with it', (amountText, wrong) => {
    expect(wrongAmount({ amountText, payableFen: 16_800 })).toBe(wrong);
    const missing = wrong === null ? {} : { missing: wrong };
    expect(check({ kind: 'problem', reason, amountText })).toMatchObject(missing);
  });

  it('is one that the function takes, however much was written', () => {
    for (const [kind, reasons] of Object.entries(CLAIM_REASONS)) {
      for (const chosen of ['', ...reasons]) {
        const reasonText = '字'.repeat(charactersLeft(chosen));
        const checked = check({ kind: kind as ClaimInput['kind'], reason: chosen, reasonText });
        const request = 'request' in checked ? checked.request : null;
        expect(v.safeParse(handleReturnInput, request).success).toBe(true);
        expect(request?.reason).toHaveLength(100);
      }
    }
  });
});
