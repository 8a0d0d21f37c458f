import { dayMs, minuteMs } from '../channels/times.ts';
import { type Checked, integer, oneOf, optional, record } from './fields.ts';

/** How the stand-in may be told to behave; every field of `POST …/behaviour` stays as it was if left out. */
export const behaviourFields = record(
  {
    /** What is wrong with callbacks; the README of this folder describes each. */
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
        'tamperedCiphertext',
        'tamperedTag',
        'foreignKey',
        'foreignMerchant',
        'staleTimestamp',
        'probe',
        'twice',
      ),
    ),
    /** How long late and reversed hold callbacks back. */
    callbackDelayMs: optional(integer(0)),
    /** Which of WeChat Pay's keys signs answers and callbacks. asked: answers by the one the request names. */
    signWith: optional(oneOf('asked', 'certificate', 'publicKey', 'next', 'alternating', 'unknown')),
    /** What is wrong with the signatures of answers; the request takes effect all the same. */
    answers: optional(
      oneOf(
        'normal',
        'badSignature',
        'unknownSerial',
        'staleTimestamp',
        'unsigned',
        'unsignedRefusals',
        // Of the next answer only:
        'probe',
      ),
    ),
    /** Fields of a request that WeChat Pay does not know; it ignores them. */
    unknownFields: optional(oneOf('allow', 'refuse')),
    /** A request whose nonce was seen before. */
    nonceReplay: optional(oneOf('allow', 'refuse')),
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
    /** Whether the refusal because of a running debit carries its number in `Request-Id`; its words always do. */
    debitNumber: optional(oneOf('shown', 'hidden')),
    /** unclear: WeChat does not know yet what was collected, and does not take the `sync`. */
    sync: optional(oneOf('normal', 'unclear')),
    /** How far WeChat Pay's clock is ahead of the merchant's, where it checks times and signs. */
    clockAheadMs: optional(integer(-dayMs, dayMs)),
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
  callbackDelayMs: 10 * minuteMs,
  signWith: 'asked',
  answers: 'normal',
  unknownFields: 'allow',
  nonceReplay: 'allow',
  declineNextCreate: 'none',
  awaitConfirmation: 'never',
  orderApi: 'both',
  subMode: 'enjoyFirst',
  debitDelayMs: 1000,
  debitTakesMs: 0,
  debitNumber: 'shown',
  sync: 'normal',
  clockAheadMs: 0,
  refundDelayMs: 1000,
  refunds: 'succeed',
  merchantBalanceFen: Number.MAX_SAFE_INTEGER,
  prepaidMessage: 'on',
  cancelInUserPaying: 'allow',
  payEndpoint: 'on',
  maxRunningOrders: 3,
};
