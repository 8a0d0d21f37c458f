import * as v from 'valibot';
import { ORDER_STATES } from '../domain/order/states.ts';

/** Long enough for any cart of goods that is paid later, small enough for one query. */
const MAX_CART_LINES = 20;
const MAX_QUANTITY = 999;
const MAX_PAGE = 50;
const MAX_NOTE = 100;

const text = (max: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(max));
const orderId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const amountFen = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Which of them a caller may use, the door tells through which he came. */
const channel = v.picklist(['wechatpay', 'alipay']);
const textHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The buyer's agreement. The box has no default: `accepted` must have been ticked, for this text. */
const consent = v.strictObject({
  accepted: v.literal(true),
  termsVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  textHash,
  /** Which day of the charge stood beside the box. */
  shownChargeAfterReceiptDays: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  // The 31st of February has the form of a day, and would become the 3rd of March.
  v.check((text) => isDay(text.slice(0, 10))),
  v.transform((text) => new Date(text)),
);

const page = {
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE)), 20),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(100))),
};

/** Goods by number of pieces. There is no price in it: prices come from the catalogue, or from the order. */
const items = v.pipe(
  v.array(
    v.strictObject({
      productId: text(64),
      quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_QUANTITY)),
    }),
  ),
  v.minLength(1),
  v.maxLength(MAX_CART_LINES),
  v.check(
    (lines) => new Set(lines.map(({ productId }) => productId)).size === lines.length,
    'each product at most once',
  ),
);

export const createOrderInput = v.strictObject({
  /** Made by the client once per order, so that a repeated tap makes no second order. */
  requestId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{8,64}$/)),
  channel,
  items,
  delivery: v.strictObject({ recipient: text(40), phone: text(20), address: text(200) }),
  consent: v.strictObject({
    ...consent.entries,
    /** What stood beside the box; another amount now is a refusal, never a silent change. */
    shownAmountFen: amountFen,
  }),
});

/** The buyer has his order decided on, or asks a person to look at the refusal; an operator answers that. */
export const assessCreditInput = v.variant('step', [
  v.strictObject({
    step: v.optional(v.literal('assess'), 'assess'),
    orderId,
    /** What the buyer typed again, where a second confirmation was asked for. */
    confirmed: v.optional(
      v.strictObject({ amountFen, quantity: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
    ),
  }),
  v.strictObject({
    step: v.literal('askReview'),
    orderId,
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_NOTE)), ''),
  }),
  /** The note is what the buyer reads. */
  v.strictObject({ step: v.literal('answerReview'), orderId, approve: v.boolean(), note: text(MAX_NOTE) }),
]);

/** The operator ships, or records that the parcel was delivered. */
export const confirmShipInput = v.variant('step', [
  v.strictObject({ step: v.literal('ship'), orderId, carrier: text(40), trackingNo: text(40) }),
  v.strictObject({ step: v.literal('delivered'), orderId, evidence: text(200) }),
]);

export const confirmReceiptInput = v.strictObject({ orderId });

/** Everything about an order's money: the buyer pays now, or an operator settles what is to be paid. */
export const settleInput = v.variant('step', [
  /** 立即支付: channel and amount are the ones that the buyer saw. */
  v.strictObject({
    step: v.literal('payNow'),
    orderId,
    channel,
    shownAmountFen: v.pipe(amountFen, v.minValue(1)),
  }),
  /** The operator lowers what is to be paid, from what he saw to `amountFen`. */
  v.strictObject({
    step: v.literal('lower'),
    orderId,
    shownAmountFen: amountFen,
    amountFen,
    reason: text(50),
  }),
  /** 关闭自动扣款: the buyer pays by a tap instead. */
  v.strictObject({ step: v.literal('autoCharge'), orderId, on: v.boolean() }),
  v.strictObject({ step: v.literal('collectAgain'), orderId }),
  /** The operator has looked at what needed attention; the list of that order is empty afterwards. */
  v.strictObject({ step: v.literal('lookedAt'), orderId }),
  v.strictObject({
    step: v.literal('paidElsewhere'),
    orderId,
    paidAt: time,
  }),
]);

/** A return or a dispute: what its buyer does, and what an operator answers. */
export const handleReturnInput = v.variant('step', [
  v.strictObject({
    step: v.literal('request'),
    orderId,
    kind: v.literal('return'),
    reason: text(100),
    /** Absent: everything. */
    items: v.optional(items),
  }),
  v.strictObject({
    step: v.literal('request'),
    orderId,
    kind: v.literal('problem'),
    reason: text(100),
    /** How much less the buyer wants to pay; absent: nothing at all. */
    amountFen: v.optional(v.pipe(amountFen, v.minValue(1))),
  }),
  v.strictObject({
    step: v.literal('request'),
    orderId,
    kind: v.literal('notReceived'),
    reason: text(100),
  }),
  v.strictObject({ step: v.literal('withdraw'), orderId }),
  v.strictObject({ step: v.literal('sendBack'), orderId, carrier: text(40), trackingNo: text(40) }),
  /** `goodsBack: false`: the merchant does without the goods. `requestedAt` says which claim he saw. */
  v.strictObject({
    step: v.literal('agree'),
    orderId,
    requestedAt: time,
    goodsBack: v.optional(v.boolean(), true),
    note: v.optional(text(100), '同意'),
  }),
  v.strictObject({ step: v.literal('refuse'), orderId, requestedAt: time, reason: text(100) }),
  v.strictObject({ step: v.literal('goodsBack'), orderId, requestedAt: time }),
  /** The parcel was lost, or the buyer did not take it. */
  v.strictObject({ step: v.literal('undelivered'), orderId, reason: text(50) }),
]);

export const cancelOrderInput = v.strictObject({ orderId, reason: v.optional(text(50), '不想要了') });

/** Only orders in one of these states. */
const states = v.optional(
  v.pipe(v.array(v.picklist(ORDER_STATES)), v.minLength(1), v.maxLength(ORDER_STATES.length)),
);

/** A buyer reads his own orders; an operator those of all, and what they come to. */
export const readOrdersInput = v.variant('view', [
  v.strictObject({ view: v.literal('one'), orderId }),
  v.strictObject({ view: v.literal('mine'), states, ...page }),
  v.strictObject({ view: v.literal('merchantOne'), orderId }),
  v.strictObject({
    view: v.literal('merchant'),
    states,
    /** Only orders that a person must look at. */
    needsAttention: v.optional(v.literal(true)),
    /** Only orders with a return or dispute that is open, or whose refusal a person is to look at. */
    waitingFor: v.optional(v.picklist(['claim', 'review'])),
    ...page,
  }),
  v.strictObject({ view: v.literal('money') }),
  v.strictObject({ view: v.literal('policy') }),
]);

/** The catalogue a page at a time, or one product of it. */
export const listProductsInput = v.strictObject({ ...page, productId: v.optional(text(64)) });

/** The buyer's own account: opened, looked at, closed, locked for minors, exported, erased. */
export const accountInput = v.variant('action', [
  v.strictObject({ action: v.literal('view') }),
  v.strictObject({
    action: v.literal('open'),
    channel,
    consent: v.strictObject({
      ...consent.entries,
      /** 已满 18 周岁, as the buyer declares. */
      adult: v.literal(true),
    }),
  }),
  v.strictObject({ action: v.literal('close') }),
  v.strictObject({ action: v.literal('minorsLock'), on: v.boolean() }),
  v.strictObject({ action: v.literal('export'), cursor: page.cursor }),
  /** It cannot be undone. */
  v.strictObject({ action: v.literal('erase'), confirm: v.literal(true) }),
]);
