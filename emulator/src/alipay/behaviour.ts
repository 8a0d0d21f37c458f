import { type Checked, integer, oneOf, optional, record } from '../channels/fields.ts';
import { dayMs, minuteMs } from '../channels/times.ts';

/** How the stand-in may be told to behave; every field of `POST …/behaviour` stays as it was if left out. */
export const behaviourFields = record(
  {
    /** What is wrong with notifications; the README of this folder describes each. */
    callbacks: optional(
      oneOf(
        'normal',
        // Decided when the event happens:
        'lost',
        'duplicate',
        'duplicateNewId',
        'late',
        'reversed',
        // Decided at each attempt to deliver:
        'tampered',
        'foreignKey',
        'foreignApp',
        'rsa',
        'emptyParameter',
        'twice',
      ),
    ),
    /** How long late and reversed hold notifications back. */
    callbackDelayMs: optional(integer(0)),
    /** What is wrong with the signatures of answers; the request takes effect all the same. */
    answers: optional(oneOf('normal', 'badSignature', 'foreignKey', 'rsa', 'unsigned')),
    /** errorResponse: every refusal comes under `error_response`, not only those of the login. */
    refusals: optional(oneOf('methodResponse', 'errorResponse')),
    /** Whether an `error_response` is signed. */
    errorResponse: optional(oneOf('unsigned', 'signed')),
    /** Fields of a request that Alipay does not know; it ignores them. */
    unknownFields: optional(oneOf('allow', 'refuse')),
    /** The next order that Zhima would take is declined with this code. */
    declineNextOrder: optional(oneOf('none', 'ZHIMA_EVALUATE_NO_PASS', 'ZHIMA_CHECK_NO_PASS')),
    /** Whether the merchant may end agreements (`creditagreement.unsign`). */
    unsign: optional(oneOf('off', 'on')),
    /** The code of the answer to a debit that was accepted. Neither says that anything was paid. */
    payAnswer: optional(oneOf('10000', '10003')),
    /** refuse: a debit that cannot succeed at once is answered by an error; it is tried again all the same. */
    shortOfMoney: optional(oneOf('wait', 'refuse')),
    /** From `alipay.trade.pay` to the first attempt to debit. */
    debitDelayMs: optional(integer(0)),
    /** 代偿: whether Zhima pays in advance of a user who does not pay, and how long after `alipay.trade.pay`. */
    advance: optional(oneOf('on', 'off')),
    advanceAfterHours: optional(integer(1)),
    /** Which debits carry a `credit_pay_mode`, in answers and notifications. */
    creditPayMode: optional(oneOf('always', 'advance', 'never')),
    /** From a refund's acceptance to its end. 0: done when it is answered. */
    refundDelayMs: optional(integer(0)),
    /** How refunds end that are accepted from now on. */
    refunds: optional(oneOf('succeed', 'fail')),
    /** What the merchant's account holds: a refund of more is refused. It stays as it is set. */
    merchantBalanceFen: optional(integer(0)),
    /** How far Alipay's clock is ahead of the merchant's. */
    clockAheadMs: optional(integer(-dayMs, dayMs)),
  },
  { exact: true },
);

export type Behaviour = Required<Checked<typeof behaviourFields>>;

export const normalBehaviour: Behaviour = {
  callbacks: 'normal',
  callbackDelayMs: 10 * minuteMs,
  answers: 'normal',
  refusals: 'methodResponse',
  errorResponse: 'unsigned',
  unknownFields: 'allow',
  declineNextOrder: 'none',
  unsign: 'off',
  payAnswer: '10000',
  shortOfMoney: 'wait',
  debitDelayMs: 1000,
  advance: 'on',
  advanceAfterHours: 72,
  creditPayMode: 'always',
  refundDelayMs: 0,
  refunds: 'succeed',
  merchantBalanceFen: Number.MAX_SAFE_INTEGER,
  clockAheadMs: 0,
};
