import type { Trouble } from './standIn.ts';

/** What the stand-in for Alipay can be told. */
export interface AlipayBehaviour {
  readonly callbacks?:
    | 'normal'
    | 'lost'
    | 'duplicate'
    | 'duplicateNewId'
    | 'late'
    | 'reversed'
    | 'tampered'
    | 'foreignKey'
    | 'foreignApp'
    | 'rsa'
    | 'emptyParameter'
    | 'twice';
  readonly callbackDelayMs?: number;
  readonly answers?: 'normal' | 'badSignature' | 'foreignKey' | 'rsa' | 'unsigned';
  readonly refusals?: 'methodResponse' | 'errorResponse';
  readonly errorResponse?: 'unsigned' | 'signed';
  readonly unknownFields?: 'allow' | 'refuse';
  readonly declineNextOrder?: 'none' | 'ZHIMA_EVALUATE_NO_PASS' | 'ZHIMA_CHECK_NO_PASS';
  readonly payAnswer?: '10000' | '10003';
  readonly shortOfMoney?: 'wait' | 'refuse';
  readonly debitDelayMs?: number;
  readonly advance?: 'on' | 'off';
  readonly advanceAfterHours?: number;
  readonly creditPayMode?: 'always' | 'advance' | 'never';
  readonly refundDelayMs?: number;
  readonly refunds?: 'succeed' | 'fail';
  readonly merchantBalanceFen?: number;
  readonly clockAheadMs?: number;
}

type AlipayTrouble = Trouble & { readonly behaviour?: AlipayBehaviour };

/** As the channel behaves on good days, as far as a trouble may change it. */
export const GOOD: AlipayBehaviour = {
  callbacks: 'normal',
  answers: 'normal',
  refusals: 'methodResponse',
  errorResponse: 'unsigned',
  unknownFields: 'allow',
  declineNextOrder: 'none',
  payAnswer: '10000',
  shortOfMoney: 'wait',
  debitDelayMs: 1_000,
  refundDelayMs: 0,
  refunds: 'succeed',
  merchantBalanceFen: Number.MAX_SAFE_INTEGER,
  clockAheadMs: 0,
};

const callbacks = (
  [
    'lost',
    'duplicate',
    'duplicateNewId',
    'late',
    'reversed',
    'tampered',
    'foreignKey',
    'foreignApp',
    'rsa',
    'emptyParameter',
    'twice',
  ] as const
).map((kind): AlipayTrouble => ({ name: `callbacks ${kind}`, behaviour: { callbacks: kind } }));

const answers = (['badSignature', 'foreignKey', 'rsa', 'unsigned'] as const).map(
  (kind): AlipayTrouble => ({ name: `answers ${kind}`, behaviour: { answers: kind } }),
);

const calls: readonly AlipayTrouble[] = [
  { name: 'called too often', fault: { effect: 'errorBefore', code: 'isv.app-call-limited' } },
  { name: 'an error of the gateway', fault: { effect: 'errorBefore', code: 'isp.unknow-error' } },
  { name: 'an error before taking effect', fault: { effect: 'errorBefore', code: 'SYSTEM_ERROR' } },
  { name: 'an error after taking effect', fault: { effect: 'errorAfter', code: 'SYSTEM_ERROR' } },
  {
    name: 'an error without a signature after taking effect',
    behaviour: { refusals: 'errorResponse' },
    fault: { effect: 'errorAfter', code: 'ACQ.SYSTEM_ERROR' },
  },
  { name: 'connection dropped before', fault: { effect: 'dropBefore' } },
  { name: 'connection dropped after', fault: { effect: 'dropAfter' } },
];

const products: readonly AlipayTrouble[] = [
  { name: 'unknown fields refused', behaviour: { unknownFields: 'refuse' } },
  { name: 'refusals without a signature', behaviour: { refusals: 'errorResponse' } },
  {
    name: 'refusals as errors that are signed',
    behaviour: { refusals: 'errorResponse', errorResponse: 'signed' },
  },
  { name: 'the other answer to a debit', behaviour: { payAnswer: '10003' } },
  { name: 'a debit refused for want of money', behaviour: { shortOfMoney: 'refuse' } },
  { name: 'the clock of the channel behind', behaviour: { clockAheadMs: -240_000 } },
  { name: 'the clock of the channel ahead', behaviour: { clockAheadMs: 240_000 } },
  {
    name: 'news before the answers that they follow from',
    behaviour: { debitDelayMs: 0 },
    fault: { effect: 'delayAfter', ms: 300 },
  },
  { name: 'a debit that waits an hour', behaviour: { debitDelayMs: 3_600_000 } },
  { name: 'refunds that fail', behaviour: { refunds: 'fail' } },
  { name: 'refunds that take a day', behaviour: { refundDelayMs: 86_400_000 } },
  { name: 'no money at the merchant', behaviour: { merchantBalanceFen: 0 } },
];

/** What goes wrong with any step. */
export const TROUBLES: readonly AlipayTrouble[] = [...callbacks, ...answers, ...calls, ...products];

/** What goes wrong only where an order is created. */
export const CREATE_TROUBLES: readonly AlipayTrouble[] = [
  { name: 'evaluation not passed', behaviour: { declineNextOrder: 'ZHIMA_EVALUATE_NO_PASS' } },
  { name: 'check not passed', behaviour: { declineNextOrder: 'ZHIMA_CHECK_NO_PASS' } },
  {
    name: 'a refusal without a signature',
    behaviour: { declineNextOrder: 'ZHIMA_EVALUATE_NO_PASS', refusals: 'errorResponse' },
  },
];
