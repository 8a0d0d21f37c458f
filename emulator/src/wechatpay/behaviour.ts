import { type Checked, integer, oneOf, optional, record } from './fields.ts';

/** How the stand-in may be told to behave; every field of `POST …/behaviour` stays as it was if left out. */
export const behaviourFields = record(
  {
    /** lost: never sent. duplicate: sent twice, a second apart. tampered: changed after signing. */
    callbacks: optional(oneOf('normal', 'lost', 'duplicate', 'tampered')),
    /** The next create that WeChat Pay would accept is declined with this number. */
    declineNextCreate: optional(oneOf('none', '271300099', '271299627')),
    /** nextCreate: the next 免确认 order is answered CREATED, which a merchant takes for a failed create. */
    awaitConfirmation: optional(oneOf('never', 'nextCreate')),
    /** Which of the two ways to create orders the services were granted; the other answers NO_AUTH. */
    orderApi: optional(oneOf('both', 'plain', 'delivery')),
    /** Staff set each service up as 先享 (enjoyFirst: an estimate) or 先免 (depositFree: a deposit). */
    subMode: optional(oneOf('enjoyFirst', 'depositFree')),
    /** From `complete` to WeChat's first attempt to debit. */
    debitDelayMs: optional(integer(0)),
    /** How long WeChat's own debit is in flight; until then nobody else may touch the order. */
    debitTakesMs: optional(integer(0)),
    /** From a refund's acceptance to its end. */
    refundDelayMs: optional(integer(0)),
    /** How refunds end that are accepted from now on. */
    refunds: optional(oneOf('succeed', 'closed', 'abnormal')),
    /** What the merchant's account holds: a refund of more is refused. It stays as it is set. */
    merchantBalanceFen: optional(integer(0)),
    /** Whether the merchant may send the message before a debit (`…/send-prepaidmessage`). */
    prepaidMessage: optional(oneOf('on', 'off')),
    /** The vendor's pages disagree on whether an unpaid, completed order can be cancelled. */
    cancelInUserPaying: optional(oneOf('allow', 'refuse')),
    /** `…/pay` is missing from some of the vendor's lists of calls. */
    payEndpoint: optional(oneOf('on', 'off')),
    /** A user with this many running orders gets no further one. */
    maxRunningOrders: optional(integer(1)),
  },
  { exact: true },
);

export type Behaviour = Required<Checked<typeof behaviourFields>>;

export const normalBehaviour: Behaviour = {
  callbacks: 'normal',
  declineNextCreate: 'none',
  awaitConfirmation: 'never',
  orderApi: 'both',
  subMode: 'enjoyFirst',
  debitDelayMs: 1000,
  debitTakesMs: 0,
  refundDelayMs: 1000,
  refunds: 'succeed',
  merchantBalanceFen: Number.MAX_SAFE_INTEGER,
  prepaidMessage: 'on',
  cancelInUserPaying: 'allow',
  payEndpoint: 'on',
  maxRunningOrders: 3,
};
