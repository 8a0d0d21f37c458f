import * as v from 'valibot';

/** Long enough for any cart of goods that is paid later, small enough for one query. */
const MAX_CART_LINES = 20;
const MAX_QUANTITY = 999;
const MAX_PAGE = 50;

const text = (max: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(max));
const orderId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const amountFen = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Alipay follows; until then an order of it could not be settled. */
const channel = v.picklist(['wechatpay']);
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

const page = {
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE)), 20),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(100))),
};

/** Input of createOrder. There is no price in it: prices come from the catalogue only. */
export const createOrderInput = v.strictObject({
  /** Made by the client once per order, so that a repeated tap makes no second order. */
  requestId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{8,64}$/)),
  channel,
  items: v.pipe(
    v.array(
      v.strictObject({
        productId: text(64),
        quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_QUANTITY)),
      }),
    ),
    v.minLength(1),
    v.maxLength(MAX_CART_LINES),
    v.check(
      (items) => new Set(items.map((item) => item.productId)).size === items.length,
      'each product at most once',
    ),
  ),
  delivery: v.strictObject({ recipient: text(40), phone: text(20), address: text(200) }),
  consent: v.strictObject({
    ...consent.entries,
    /** What stood beside the box; another amount now is a refusal, never a silent change. */
    shownAmountFen: amountFen,
  }),
});

export const assessCreditInput = v.strictObject({ orderId });

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
  v.strictObject({ step: v.literal('collectAgain'), orderId }),
  /** The operator has looked at what needed attention; the list of that order is empty afterwards. */
  v.strictObject({ step: v.literal('lookedAt'), orderId }),
  v.strictObject({
    step: v.literal('paidElsewhere'),
    orderId,
    paidAt: v.pipe(
      v.string(),
      v.isoTimestamp(),
      // The 31st of February has the form of a day, and would become the 3rd of March.
      v.check((time) => isDay(time.slice(0, 10))),
      v.transform((time) => new Date(time)),
    ),
  }),
]);

export const cancelOrderInput = v.strictObject({ orderId, reason: v.optional(text(50), '不想要了') });

export const readOrdersInput = v.variant('view', [
  v.strictObject({ view: v.literal('one'), orderId }),
  v.strictObject({ view: v.literal('mine'), ...page }),
  v.strictObject({
    view: v.literal('merchant'),
    state: v.optional(v.pipe(v.string(), v.maxLength(20))),
    /** Only orders that a person must look at. */
    needsAttention: v.optional(v.literal(true)),
    ...page,
  }),
]);

export const listProductsInput = v.strictObject(page);

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
