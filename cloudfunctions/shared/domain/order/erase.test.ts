import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anAssessment, anAttempt, anOrder, aPayment, BUYER, someFacts, T0 } from '../../testing/builders.ts';
import {
  BY_BUYER,
  BY_CHANNEL,
  BY_OPERATOR,
  BY_TIMER,
  CHARGE_AT,
  happened,
  orderIn,
} from '../../testing/lives.ts';
import { expectToldByHistory } from '../../testing/soundness.ts';
import { eraseOrder, TEXTS_OF_EVENTS } from './erase.ts';
import type { OrderEvent } from './events.ts';
import { replay } from './replay.ts';

const AS = 'random-1';
const SECRET = '林小满 13800000000';
const at = T0;
const resumed = { chargeAt: null, dueAt: null, payBy: null };

/** What a person typed, wherever one can type. */
const TYPED: readonly OrderEvent[] = [
  { type: 'cancelRequested', at, by: BY_BUYER, reason: SECRET },
  { type: 'cancelled', at, by: BY_BUYER, reason: SECRET },
  {
    type: 'shipped',
    at,
    by: BY_OPERATOR,
    shipment: { carrier: SECRET, trackingNo: SECRET, shippedAt: T0 },
  },
  { type: 'delivered', at, by: BY_OPERATOR, deliveredAt: T0, evidence: SECRET },
  { type: 'lowered', at, by: BY_OPERATOR, payableFen: 1, reason: SECRET },
  {
    type: 'claimRequested',
    at,
    by: BY_BUYER,
    kind: 'return',
    amountFen: 1,
    payableFen: 1,
    items: null,
    reason: SECRET,
    deadline: at,
  },
  { type: 'claimAgreed', at, by: BY_OPERATOR, note: SECRET, deadline: at },
  { type: 'goodsSentBack', at, by: BY_BUYER, carrier: SECRET, trackingNo: SECRET, deadline: at },
  { type: 'claimDone', at, by: BY_OPERATOR, payableFen: 1, note: SECRET, ...resumed },
  { type: 'claimRefused', at, by: BY_OPERATOR, reason: SECRET, ...resumed },
  { type: 'undelivered', at, by: BY_OPERATOR, reason: SECRET },
  { type: 'reviewAsked', at, by: BY_BUYER, note: SECRET },
  { type: 'reviewAnswered', at, by: BY_OPERATOR, approved: true, note: SECRET },
];

describe('an order whose buyer is erased', () => {
  it('holds nothing that a person typed', () => {
    const erased = eraseOrder(anOrder({ history: TYPED }), AS, null, T0);
    expect(JSON.stringify(erased)).not.toContain(SECRET);
    expect(erased.history.map(({ type }) => type)).toEqual(TYPED.map(({ type }) => type));
  });

  it('leads nowhere: not to the buyer, his delivery, his request or his parcel', () => {
    const order = orderIn('settled', { attempt: anAttempt('refund') });
    expect(JSON.stringify(order)).toMatch(/buyer-1.*SF1|SF1.*buyer-1/);
    const erased = eraseOrder(order, AS, null, T0);
    expect(JSON.stringify(erased)).not.toMatch(/buyer-1|SF1|顺丰|delivery-1|request-hash/);
    expect(erased.buyerId).toBe(AS);
    expect(erased.history.filter(({ by }) => by.role === 'buyer').map(({ by }) => by.id)).toContain(AS);
  });

  it('keeps every money fact, and what was consented to', () => {
    const order = orderIn('settled');
    const { buyerId, shipment, history, requestHash, deliveryId, assessment, ...facts } = order;
    expect(eraseOrder(order, AS, null, T0)).toMatchObject(facts);
    expect(JSON.stringify(eraseOrder(order, AS, null, T0))).toContain(aPayment().transactionId);
  });

  it('does not tell where the buyer stood in the rollout, for that follows from his id', () => {
    const facts = someFacts({ rolloutBucket: 38, rolloutAllowed: true });
    const assessment = anAssessment({ facts });
    const approved: OrderEvent = { type: 'approved', at, by: BY_BUYER, assessment };
    const erased = eraseOrder(anOrder({ assessment, history: [approved] }), AS, null, T0);
    const nowhere = { ...assessment, facts: { ...facts, rolloutBucket: 0, rolloutAllowed: false } };
    expect(erased.assessment).toEqual(nowhere);
    expect(erased.history).toMatchObject([{ assessment: nowhere }]);
  });

  it('waits for no review: one that nobody has answered keeps the refusal', () => {
    const asked: OrderEvent = { type: 'reviewAsked', at, by: BY_BUYER, note: SECRET };
    const question = { code: 'REVIEW_ASKED', at } as const;
    const other = { code: 'STUCK', at } as const;
    const order = { ...happened(orderIn('rejected'), asked), attention: [question, other] };
    const erased = eraseOrder(order, AS, null, CHARGE_AT);
    expect(erased.review).toEqual({ stage: 'kept', at: CHARGE_AT });
    expect(erased.attention).toEqual([other]);
    expectToldByHistory(erased);
    expect(erased.history.at(-1)).toMatchObject({ type: 'reviewAnswered', approved: false, by: BY_TIMER });
    expect(eraseOrder(erased, AS, null, CHARGE_AT)).toEqual(erased);
  });

  it('is still told by its history', () => {
    for (const order of [orderIn('settled'), orderIn('cancelled'), orderIn('rejected')]) {
      expectToldByHistory(eraseOrder(order, AS, null, T0));
    }
    const typed = eraseOrder(anOrder({ history: TYPED }), AS, null, T0);
    expect(JSON.stringify(replay(typed.history))).not.toContain(SECRET);
  });

  it('keeps who else acted, and the call that is open', () => {
    const order = orderIn('settled', { attempt: anAttempt('refund', { by: BY_CHANNEL }) });
    const erased = eraseOrder(order, AS, null, T0);
    expect(erased.attempt).toEqual(order.attempt);
    const others = (one: typeof order) => one.history.map(({ by }) => by).filter((by) => by.role !== 'buyer');
    expect(others(erased)).toEqual(others(order));
  });

  it('sends another request where its own could hold what somebody typed', () => {
    const request = { orderId: 'o', path: '/cancel', body: '{}', withPayerId: false };
    const order = orderIn('cancelled', { attempt: anAttempt('cancel') });
    expect(eraseOrder(order, AS, request, T0).attempt).toEqual({
      ...order.attempt,
      request,
      by: { role: 'buyer', id: AS },
    });
  });

  it('may be erased again', () => {
    const once = eraseOrder(orderIn('settled'), AS, null, T0);
    expect(eraseOrder(once, AS, null, T0)).toEqual(once);
    expect(once.buyerId).not.toBe(BUYER);
  });

  it('was decided on for each text that an event can hold', () => {
    const source = readFileSync(join(import.meta.dirname, 'events.ts'), 'utf8');
    const bodies = source.split("readonly type: '").slice(1);
    const texts = bodies.flatMap((body) => {
      const type = body.slice(0, body.indexOf("'"));
      const own = body.slice(0, body.search(/\}\s*(&|\)|$)|\}\n/));
      return [...own.matchAll(/readonly (\w+): (?:string\b|readonly string)/g)].map(
        ([, field]) => `${type}.${field}`,
      );
    });
    const decided = Object.entries(TEXTS_OF_EVENTS).flatMap(([type, fields]) =>
      Object.keys(fields).map((field) => `${type}.${field}`),
    );
    expect(texts).toContain('cancelRequested.reason');
    expect(texts).toContain('goodsSentBack.trackingNo');
    expect(texts.filter((text) => !decided.includes(text))).toEqual([]);
  });
});
