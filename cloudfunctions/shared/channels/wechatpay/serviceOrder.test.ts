import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ORDER, T0 } from '../../testing/builders.ts';
import { factsOf, serviceOrderSchema } from './serviceOrder.ts';

const base = { out_order_no: ORDER, order_id: 'wx-1' };

function facts(fields: object, mode: 'authoriseOnce' | 'confirmEach' = 'confirmEach') {
  const known = factsOf(v.parse(serviceOrderSchema, { ...base, ...fields }), mode, T0);
  if (!known) throw new Error('nothing is concluded');
  return known;
}

const detail = {
  seq: 1,
  amount: 16_800,
  paid_type: 'NEWTON',
  paid_time: '20260301100000',
  transaction_id: 'tx-1',
};
const paid = { state: 'USER_PAID', total_amount: 16_800, paid_amount: 16_800, details: [detail] };

describe('the three states of a 支付分 order, read together', () => {
  it.each([
    ['CREATED', undefined, undefined, 'awaitingBuyer'],
    ['DOING', 'USER_CONFIRM', undefined, 'running'],
    ['DOING', 'MCH_COMPLETE', 'USER_PAYING', 'collecting'],
    ['DOING', 'MCH_COMPLETE', undefined, 'collecting'],
    ['DOING', 'MCH_COMPLETE', 'USER_PAID', 'collecting'],
    ['DONE', 'MCH_COMPLETE', 'USER_PAID', 'paid'],
    ['DONE', undefined, 'USER_PAID', 'paid'],
    ['REVOKED', undefined, undefined, 'closed'],
    ['REVOKED', 'MCH_COMPLETE', 'USER_PAYING', 'closed'],
    ['EXPIRED', undefined, undefined, 'closed'],
  ])('%s, %s, %s: %s', (state, description, collection, stage) => {
    const fields = {
      state,
      ...(description ? { state_description: description } : {}),
      ...(collection ? { collection: { state: collection, total_amount: 16_800 } } : {}),
    };
    const { stage: told, payment } = facts(fields);
    expect([told, payment !== null]).toEqual([stage, stage === 'paid']);
  });

  it('conclude nothing from a combination that is not documented', () => {
    const done = v.parse(serviceOrderSchema, { ...base, state: 'DONE', total_amount: 16_800 });
    const nothing = (order: typeof done) => expect(factsOf(order, 'confirmEach', T0)).toBeNull();
    nothing(done);
    nothing({ ...done, collection: { state: 'USER_PAYING' } });
    nothing({ ...done, state: 'DOING' });
  });

  it('are a failed creation if a buyer who has authorised once is asked to confirm', () => {
    expect(facts({ state: 'CREATED' }, 'authoriseOnce').stage).toBe('declined');
    expect(facts({ state: 'DOING', state_description: 'USER_CONFIRM' }, 'authoriseOnce').stage).toBe(
      'running',
    );
  });

  it('end an order that was completed with nothing to collect', () => {
    expect(facts({ state: 'DONE', total_amount: 0 }).stage).toBe('closed');
  });

  it.each(['FINISHED', 'USER_PAID', 'CLOSED', '', undefined])('refuse the unknown state %s', (state) => {
    expect(v.safeParse(serviceOrderSchema, { ...base, state }).success).toBe(false);
  });

  it('allow fields that we do not read', () => {
    expect(
      facts({ state: 'DOING', state_description: 'USER_CONFIRM', attach: 'x', risk_fund: { amount: 1 } })
        .stage,
    ).toBe('running');
  });

  it.each([
    { total_amount: 1.5 },
    { total_amount: '1' },
    { total_amount: -1 },
    { collection: { paid_amount: 0.1 } },
  ])('refuse %j, which is no amount', (fields) => {
    expect(v.safeParse(serviceOrderSchema, { ...base, state: 'DONE', ...fields }).success).toBe(false);
  });
});

describe('the payment of an order', () => {
  it('is what was paid, when, and under which number', () => {
    const { payment, amountFen } = facts({ state: 'DONE', total_amount: 16_800, collection: paid });
    expect(amountFen).toBe(16_800);
    expect(payment).toEqual({
      paidFen: 16_800,
      paidAt: new Date('2026-03-01T02:00:00.000Z'),
      transactionId: 'tx-1',
    });
  });

  it('is what was paid, not what was asked for', () => {
    const collection = { ...paid, total_amount: 16_800, paid_amount: 16_000 };
    expect(facts({ state: 'DONE', total_amount: 16_800, collection }).payment?.paidFen).toBe(16_000);
  });

  it('names the last of several parts', () => {
    const details = [
      { ...detail, transaction_id: 'tx-0' },
      { ...detail, transaction_id: 'tx-9' },
    ];
    expect(facts({ state: 'DONE', collection: { ...paid, details } }).payment?.transactionId).toBe('tx-9');
  });

  it('is none that says not how much', () => {
    const order = v.parse(serviceOrderSchema, { ...base, state: 'DONE', collection: { state: 'USER_PAID' } });
    expect(factsOf(order, 'confirmEach', T0)).toBeNull();
  });

  it('has no number if the merchant has told of it', () => {
    const details = [{ seq: 1, amount: 16_800, paid_type: 'MCH', paid_time: '20260301100000' }];
    const { payment } = facts({ state: 'DONE', collection: { ...paid, details } });
    expect(payment).toEqual({ paidFen: 16_800, paidAt: T0, transactionId: null });
  });

  it('has no number and our own time where WeChat Pay gives none', () => {
    for (const details of [[], [{ paid_time: 'soon' }], undefined]) {
      const { payment } = facts({
        state: 'DONE',
        collection: { ...paid, ...(details ? { details } : { details: [] }) },
      });
      expect(payment).toEqual({ paidFen: 16_800, paidAt: T0, transactionId: null });
    }
  });

  it('is collected from the amount of the collection, before that of the order', () => {
    const collection = { state: 'USER_PAYING', total_amount: 16_000 };
    const collecting = { state: 'DOING', state_description: 'MCH_COMPLETE', total_amount: 16_800 };
    expect(facts({ ...collecting, collection }).amountFen).toBe(16_000);
    expect(facts(collecting).amountFen).toBe(16_800);
    expect(facts({ state: 'DOING', state_description: 'USER_CONFIRM' }).amountFen).toBeNull();
  });
});
