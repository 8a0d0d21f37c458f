import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  accountInput,
  assessCreditInput,
  cancelOrderInput,
  confirmReceiptInput,
  confirmShipInput,
  createOrderInput,
  handleReturnInput,
  listProductsInput,
  readOrdersInput,
  settleInput,
} from './inputs.ts';

const ORDER_ID = '0123456789abcdef0123456789abcdef';
const consent = {
  accepted: true,
  termsVersion: 1,
  textHash: 'f'.repeat(64),
  shownChargeAfterReceiptDays: 7,
};
const opening = { action: 'open', channel: 'wechatpay', consent: { ...consent, adult: true } };
const openingWithout = (field: string) => ({ ...opening, consent: without(opening.consent, field) });
const order = {
  requestId: 'request_1-A',
  channel: 'wechatpay',
  items: [{ productId: 'tea-set', quantity: 1 }],
  delivery: { recipient: '林小满', phone: '13800000000', address: '福建省泉州市' },
  consent: { ...consent, shownAmountFen: 16_800 },
};
const item = (changes: object) => ({ ...order, items: [{ productId: 'tea-set', quantity: 1, ...changes }] });
const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ productId: `product-${index}`, quantity: 1 }));
const agreed = (changes: object) => ({ ...order, consent: { ...order.consent, ...changes } });
const without = (source: object, field: string) =>
  Object.fromEntries(Object.entries(source).filter(([key]) => key !== field));

type Case = readonly [what: string, input: unknown];

function refuses(schema: v.GenericSchema, cases: readonly Case[]): void {
  it.each(cases)('refuses %s', (_what, input) => {
    expect(v.safeParse(schema, input).success).toBe(false);
  });
}

function accepts(schema: v.GenericSchema, cases: readonly Case[]): void {
  it.each(cases)('accepts %s', (_what, input) => {
    expect(v.safeParse(schema, input).issues).toBeUndefined();
  });
}

describe('createOrder', () => {
  accepts(createOrderInput, [
    ['an ordinary order', order],
    ['twenty lines', { ...order, items: items(20) }],
    ['999 of one thing', item({ quantity: 999 })],
  ]);
  refuses(createOrderInput, [
    ['nothing', undefined],
    ['null', null],
    ['a text', '{}'],
    ['a list', [order]],
    ['an empty cart', { ...order, items: [] }],
    ['21 lines', { ...order, items: items(21) }],
    ['a product twice', { ...order, items: [...items(1), ...items(1)] }],
    [
      'a product twice, once with a blank',
      { ...order, items: [item({}).items[0], { productId: ' tea-set ', quantity: 1 }] },
    ],
    ...[0, -1, 1.5, 1_000, 1e9, '1', null, Number.NaN, Number.POSITIVE_INFINITY].map(
      (quantity) => [`the quantity ${JSON.stringify(quantity)} (${quantity})`, item({ quantity })] as const,
    ),
    ['a product id that is empty', item({ productId: '   ' })],
    ['a product id that is a query', item({ productId: { $ne: null } })],
    ['a product id that is too long', item({ productId: 'x'.repeat(65) })],
    ['another channel', { ...order, channel: 'paypal' }],
    ['the channel as a list', { ...order, channel: ['wechatpay'] }],
    ...['short', 'x'.repeat(65), 'request 1', 'request_1\n', '请求编号请求编号', 12345678].map(
      (requestId) => [`the requestId ${JSON.stringify(requestId)}`, { ...order, requestId }] as const,
    ),
    ...Object.keys(order).map((field) => [`an order without ${field}`, without(order, field)] as const),
  ]);

  refuses(createOrderInput, [
    ['a price', { ...order, amountFen: 1 }],
    ['a price in a line', item({ unitPriceFen: 1 })],
    ['somebody else’s openid', { ...order, openid: 'o-somebody' }],
    ['a buyerId', { ...order, buyerId: 'buyer-2' }],
    ['a state', { ...order, state: 'approved' }],
    ['an unknown field of the delivery', { ...order, delivery: { ...order.delivery, openid: 'x' } }],
    ['an unknown field of the consent', agreed({ at: '2020-01-01' })],
  ]);

  refuses(createOrderInput, [
    ['an empty box', agreed({ accepted: false })],
    ['a box that was not there', { ...order, consent: without(order.consent, 'accepted') }],
    ['"true" for a tick', agreed({ accepted: 'true' })],
    ['1 for a tick', agreed({ accepted: 1 })],
    ['an empty consent', { ...order, consent: {} }],
    ['no consent', { ...order, consent: null }],
    ['no amount beside the box', { ...order, consent: without(order.consent, 'shownAmountFen') }],
    ['no day beside the box', { ...order, consent: without(order.consent, 'shownChargeAfterReceiptDays') }],
    ['a broken amount', agreed({ shownAmountFen: 0.5 })],
    ['a negative amount', agreed({ shownAmountFen: -1 })],
    ['the amount as text', agreed({ shownAmountFen: '16800' })],
    ['terms of version 0', agreed({ termsVersion: 0 })],
    ['a hash in capitals', agreed({ textHash: 'F'.repeat(64) })],
    ['a hash that is too short', agreed({ textHash: 'f'.repeat(63) })],
  ]);

  it('gives back texts without the blanks around them', () => {
    const parsed = v.parse(createOrderInput, {
      ...order,
      delivery: { recipient: ' 林小满 ', phone: '13800000000 ', address: ' 福建省 ' },
    });
    expect(parsed.delivery).toEqual({ recipient: '林小满', phone: '13800000000', address: '福建省' });
  });
});

const BAD_IDS: readonly unknown[] = [
  undefined,
  null,
  '',
  12,
  ORDER_ID.toUpperCase(),
  `${ORDER_ID}0`,
  ORDER_ID.slice(1),
  `${ORDER_ID}\n`,
  'holds.x'.padEnd(32, '0'),
  { $ne: '' },
  [ORDER_ID],
];

describe.each<[string, v.GenericSchema, object]>([
  ['assessCredit', assessCreditInput, {}],
  ['an assessment by its name', assessCreditInput, { step: 'assess' }],
  ['an order confirmed again', assessCreditInput, { confirmed: { amountFen: 16_800, quantity: 1 } }],
  ['a question for a review', assessCreditInput, { step: 'askReview' }],
  ['the answer to it', assessCreditInput, { step: 'answerReview', approve: false, note: '额度已核实' }],
  ['confirmReceipt', confirmReceiptInput, {}],
  ['cancelOrder', cancelOrderInput, {}],
  ['settle', settleInput, { step: 'payNow', channel: 'wechatpay', shownAmountFen: 1 }],
  ['settle by the merchant', settleInput, { step: 'lower', shownAmountFen: 2, amountFen: 0, reason: '破损' }],
  ['another try to collect', settleInput, { step: 'collectAgain' }],
  ['a look at what needs attention', settleInput, { step: 'lookedAt' }],
  ['money paid elsewhere', settleInput, { step: 'paidElsewhere', paidAt: '2026-03-01T02:00:00.000Z' }],
  ['confirmShip', confirmShipInput, { step: 'ship', carrier: '顺丰', trackingNo: 'SF1' }],
  ['confirmShip of a delivery', confirmShipInput, { step: 'delivered', evidence: '签收' }],
  ['readOrders', readOrdersInput, { view: 'one' }],
])('%s', (_name, schema, rest) => {
  accepts(schema, [['an order id', { ...rest, orderId: ORDER_ID }]]);
  refuses(schema, [
    ...BAD_IDS.map((orderId) => [`the id ${JSON.stringify(orderId)}`, { ...rest, orderId }] as const),
    ['an unknown field', { ...rest, orderId: ORDER_ID, openid: 'o-somebody' }],
  ]);
});

const TWO_CUPS = [{ productId: 'cup', quantity: 2 }];

describe('the other inputs', () => {
  refuses(settleInput, [
    ['no step', { orderId: ORDER_ID, channel: 'wechatpay', shownAmountFen: 1 }],
    ['no amount', { step: 'payNow', orderId: ORDER_ID, channel: 'wechatpay' }],
    ['nothing to pay', { step: 'payNow', orderId: ORDER_ID, channel: 'wechatpay', shownAmountFen: 0 }],
    ['another channel', { step: 'payNow', orderId: ORDER_ID, channel: 'paypal', shownAmountFen: 1 }],
    ['a broken amount', { step: 'payNow', orderId: ORDER_ID, channel: 'wechatpay', shownAmountFen: 1.5 }],
    ['no reason', { step: 'lower', orderId: ORDER_ID, shownAmountFen: 2, amountFen: 1, reason: ' ' }],
    [
      'less than nothing',
      { step: 'lower', orderId: ORDER_ID, shownAmountFen: 2, amountFen: -1, reason: '破损' },
    ],
    ['no time', { step: 'paidElsewhere', orderId: ORDER_ID, paidAt: '昨天' }],
    ['a day that is none', { step: 'paidElsewhere', orderId: ORDER_ID, paidAt: '2026-02-31T00:00:00Z' }],
  ]);
  const answer = { step: 'answerReview', orderId: ORDER_ID, approve: true, note: '已核实' };
  refuses(assessCreditInput, [
    ['another step', { step: 'approve', orderId: ORDER_ID }],
    ['a repeated amount without a count', { orderId: ORDER_ID, confirmed: { amountFen: 1 } }],
    ['a repeated count of nothing', { orderId: ORDER_ID, confirmed: { amountFen: 1, quantity: 0 } }],
    ['a repetition that is only a tick', { orderId: ORDER_ID, confirmed: true }],
    ['a repetition when asking for a review', { step: 'askReview', orderId: ORDER_ID, confirmed: {} }],
    ['an answer by the buyer’s step', { step: 'askReview', orderId: ORDER_ID, approve: true }],
    ['an answer without words', without(answer, 'note')],
    ['an answer with empty words', { ...answer, note: ' ' }],
    ['an answer above 100 characters', { ...answer, note: '长'.repeat(101) }],
    ['a question above 100 characters', { step: 'askReview', orderId: ORDER_ID, note: '长'.repeat(101) }],
    ['an answer that is neither yes nor no', { ...answer, approve: 'true' }],
  ]);
  refuses(confirmShipInput, [
    ['no step', { orderId: ORDER_ID, carrier: '顺丰', trackingNo: 'SF1' }],
    ['a step of another kind', { step: 'lost', orderId: ORDER_ID }],
    ['fields of both steps', { step: 'delivered', orderId: ORDER_ID, evidence: 'x', carrier: '顺丰' }],
    ['a blank tracking number', { step: 'ship', orderId: ORDER_ID, carrier: '顺丰', trackingNo: ' ' }],
  ]);
  refuses(readOrdersInput, [
    ['no view', {}],
    ['a limit of 0', { view: 'mine', limit: 0 }],
    ['a limit of 51', { view: 'mine', limit: 51 }],
    ['a state that is a query', { view: 'merchant', states: [{ $ne: 'x' }] }],
    ['a state that there is not', { view: 'mine', states: ['lost'] }],
    ['a list of no states', { view: 'mine', states: [] }],
    ['a wait for something else', { view: 'merchant', waitingFor: 'parcel' }],
    ['attention for the buyer’s own', { view: 'mine', needsAttention: true }],
    ['a cursor that is too long', { view: 'mine', cursor: 'x'.repeat(101) }],
  ]);
  refuses(listProductsInput, [
    ['a cursor that is a query', { cursor: { $gt: '' } }],
    ['a product that is a query', { productId: { $gt: '' } }],
  ]);
  refuses(accountInput, [
    ['no action', {}],
    ['opening without consent', { action: 'open', channel: 'wechatpay' }],
    ['opening with an empty box', { ...opening, consent: { ...opening.consent, accepted: false } }],
    ['opening by a child', { ...opening, consent: { ...opening.consent, adult: false } }],
    ...Object.keys(opening.consent).map((field): [string, unknown] => [
      `opening without ${field}`,
      openingWithout(field),
    ]),
    ['closing with conditions', { action: 'close', when: 'later' }],
    ['a lock that is neither on nor off', { action: 'minorsLock' }],
    ['an export of somebody else', { action: 'export', buyerId: 'buyer-2' }],
    ['an erasure without a confirmation', { action: 'erase' }],
    ['an erasure that was not confirmed', { action: 'erase', confirm: false }],
    ['a view with a buyerId', { action: 'view', buyerId: 'buyer-2' }],
    ['opening with a limit', { ...opening, limitFen: 1 }],
  ]);
  const wish = { step: 'request', orderId: ORDER_ID, kind: 'return', reason: '不合适' };
  const seen = { orderId: ORDER_ID, requestedAt: '2026-03-01T02:00:00.000Z' };
  accepts(handleReturnInput, [
    ['a return of everything', wish],
    ['a return of some pieces', { ...wish, items: [{ productId: 'cup', quantity: 2 }] }],
    ['a problem that costs less', { ...wish, kind: 'problem', amountFen: 1 }],
    ['goods that did not come', { ...wish, kind: 'notReceived' }],
    ['an agreement to what was seen', { step: 'agree', ...seen }],
  ]);
  refuses(handleReturnInput, [
    ['a wish of no kind', without(wish, 'kind')],
    ['a wish without a reason', { ...wish, reason: ' ' }],
    ['a price for returned goods', { ...wish, amountFen: 1 }],
    ['a return of the same goods twice', { ...wish, items: [...TWO_CUPS, ...TWO_CUPS] }],
    ['a return of no pieces', { ...wish, items: [] }],
    ['a problem of nothing', { ...wish, kind: 'problem', amountFen: 0 }],
    ['pieces that did not come', { ...wish, kind: 'notReceived', items: TWO_CUPS }],
    ['an agreement to whatever is there now', { step: 'agree', orderId: ORDER_ID }],
    ['a refusal without a reason', { step: 'refuse', ...seen }],
    [
      'a refusal of something seen on no day',
      { step: 'refuse', ...seen, requestedAt: '刚才', reason: '不符合' },
    ],
    ['goods on their way without a number', { step: 'sendBack', orderId: ORDER_ID, carrier: '顺丰' }],
  ]);
  refuses(settleInput, [
    ['an automatic charge that is neither on nor off', { step: 'autoCharge', orderId: ORDER_ID }],
  ]);
  refuses(cancelOrderInput, [
    ['a blank reason', { orderId: ORDER_ID, reason: ' ' }],
    ['a reason above 50 characters', { orderId: ORDER_ID, reason: '长'.repeat(51) }],
  ]);

  it('have defaults only where nothing is agreed to', () => {
    expect(v.parse(readOrdersInput, { view: 'mine' })).toEqual({ view: 'mine', limit: 20 });
    expect(v.parse(cancelOrderInput, { orderId: ORDER_ID })).toEqual({
      orderId: ORDER_ID,
      reason: '不想要了',
    });
    expect(v.parse(assessCreditInput, { orderId: ORDER_ID })).toEqual({ step: 'assess', orderId: ORDER_ID });
  });
});
