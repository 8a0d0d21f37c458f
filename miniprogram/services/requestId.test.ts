import * as v from 'valibot';
import { expect, it } from 'vitest';
import { createOrderInput } from '../../cloudfunctions/shared/contract/inputs.ts';
import { requestNumber } from './requestId';

const form = { items: [{ productId: 'tea-set', quantity: 1 }] };

it('a form that says the same keeps its number', () => {
  const first = requestNumber(form, null);
  expect(requestNumber({ ...form }, first)).toBe(first);
});

it('a changed form gets a new number, also when it is changed back', () => {
  const first = requestNumber(form, null);
  const second = requestNumber({ items: [{ productId: 'tea-set', quantity: 2 }] }, first);
  const third = requestNumber(form, second);
  expect(new Set([first, second, third].map(({ requestId }) => requestId)).size).toBe(3);
});

it('a number is one that the functions take', () => {
  for (let made = 0; made < 1_000; made++) {
    const { requestId } = requestNumber(form, null);
    expect(v.is(createOrderInput.entries.requestId, requestId), requestId).toBe(true);
  }
});
