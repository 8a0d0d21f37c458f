import { describe, expect, it } from 'vitest';
import { EMPTY_FORM } from './checkout';
import { errorsOf, firstError, NO_ERRORS } from './checkoutErrors';

const delivery = { recipient: '林小满', phone: '13800000000', address: '福建省泉州市东海街 1 号' };
const agreedTo = { termsVersion: 1, textHash: 'f', shownChargeAfterReceiptDays: 7, shownAmountFen: 1 };
const form = { ...EMPTY_FORM, delivery, agreedTo };

describe('a form that is to become an order', () => {
  it('has nothing wrong with it once everything is filled in', () => {
    expect(errorsOf(form)).toEqual(NO_ERRORS);
    expect(firstError(NO_ERRORS)).toBeUndefined();
  });

  it('says of each field what is missing, and which comes first', () => {
    const errors = errorsOf({ ...EMPTY_FORM, delivery: { recipient: ' ', phone: '', address: '\n' } });
    expect(Object.values(errors).every((words) => words.endsWith('。'))).toBe(true);
    expect(firstError(errors)).toBe('recipient');
    expect(firstError({ ...NO_ERRORS, terms: 'x', address: 'x' })).toBe('address');
  });

  it('needs the box to be ticked', () => {
    expect(firstError(errorsOf({ ...form, agreedTo: null }))).toBe('terms');
  });

  it.each(['13800000000', '138 0000-0000', '0595-22880000', '+8613800000000', '85261234567'])(
    'takes %s as a number',
    (phone) => {
      expect(errorsOf({ ...form, delivery: { ...delivery, phone } }).phone).toBe('');
    },
  );

  it.each(['1380000000', '138000000000', '12345', 'abc', '微信同号'])('does not take %s', (phone) => {
    expect(errorsOf({ ...form, delivery: { ...delivery, phone } }).phone).not.toBe('');
  });
});
