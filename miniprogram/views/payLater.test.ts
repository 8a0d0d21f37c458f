import { describe, expect, it } from 'vitest';
import { zeroNowText } from '../../cloudfunctions/shared/domain/payLaterText.ts';
import { catalogueAnswer } from '../../cloudfunctions/shared/testing/catalogueAnswer.ts';
import { PAY_LATER } from '../copy/payLater';
import { payLaterBlock } from './payLater';

describe('the block that says what 先用后付 costs', () => {
  it('says it in the very words of the functions: nothing now, how much later, and on which day', async () => {
    const { payLater } = await catalogueAnswer();
    const { later, laterAmount } = payLaterBlock(payLater, 33_600);
    expect(`${PAY_LATER.now} ${PAY_LATER.nowAmount}，${later} ${laterAmount}`).toBe(zeroNowText(33_600, 7));
  });

  it('is read to the buyer with both amounts in one sentence', async () => {
    const { payLater } = await catalogueAnswer();
    expect(payLaterBlock(payLater, 16_850).spoken).toBe('现在支付 0 元，确认收货后第 7 天支付 168元5角');
  });

  it('names the terms that are agreed to', async () => {
    const { payLater } = await catalogueAnswer();
    const { tick, readTerms } = payLaterBlock(payLater, 16_800);
    expect([tick, readTerms]).toEqual([expect.stringContaining('《条款》'), '阅读《条款》']);
  });
});
