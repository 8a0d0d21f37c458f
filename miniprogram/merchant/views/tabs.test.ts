import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readOrdersInput } from '../../../cloudfunctions/shared/contract/inputs.ts';
import { listOf, TABS, tabNamed } from './tabs';

describe('the merchant’s tabs', () => {
  it.each(TABS)('ask for a list that the server knows: $label', ({ value }) => {
    expect(v.is(readOrdersInput, listOf(value, { limit: 20 }))).toBe(true);
    expect(listOf(value, { cursor: '1_a' })).toHaveProperty('cursor', '1_a');
  });

  it('are named in the page’s address; without a name, or with another, it is all orders', () => {
    expect(tabNamed('claims')).toBe('claims');
    expect([tabNamed(undefined), tabNamed('toString')]).toEqual(['all', 'all']);
  });
});
