import { describe, expect, it } from 'vitest';
import { isOurFault, outcomeOf } from './outcome.ts';

describe('the errcode of a subscribe message', () => {
  it.each([43101, 40003, 43108])('%i is refused, and nothing that we could mend', (code) => {
    expect([outcomeOf(code), isOurFault(code)]).toEqual(['refused', false]);
  });

  it.each([40037, 41030, 47003, 43107, 45168, 48001, -604100, -604101, -604104])(
    '%i is refused, and somebody must look at it',
    (code) => {
      expect([outcomeOf(code), isOurFault(code)]).toEqual(['refused', true]);
    },
  );

  it.each([-1, -501001, -501002, -604102, -604103, null])('%j proves nothing', (code) => {
    expect([outcomeOf(code), isOurFault(code)]).toEqual(['unknown', false]);
  });

  it('0 is sent', () => {
    expect([outcomeOf(0), isOurFault(0)]).toEqual(['sent', false]);
  });
});
