import type { Trouble } from './standIn.ts';

/** What the stand-in for WeChat Pay can be told. */
export interface WechatpayBehaviour {
  readonly callbacks?:
    | 'normal'
    | 'lost'
    | 'duplicate'
    | 'duplicateNewId'
    | 'late'
    | 'reversed'
    | 'tampered'
    | 'tamperedCiphertext'
    | 'tamperedTag'
    | 'foreignKey'
    | 'foreignMerchant'
    | 'staleTimestamp'
    | 'probe'
    | 'twice';
  readonly callbackDelayMs?: number;
  readonly signWith?: 'asked' | 'certificate' | 'publicKey' | 'next' | 'alternating' | 'unknown';
  readonly answers?:
    | 'normal'
    | 'badSignature'
    | 'unknownSerial'
    | 'staleTimestamp'
    | 'unsigned'
    | 'unsignedRefusals'
    | 'probe';
  readonly unknownFields?: 'allow' | 'refuse';
  readonly nonceReplay?: 'allow' | 'refuse';
  readonly declineNextCreate?: 'none' | '271300099' | '271299627';
  readonly awaitConfirmation?: 'never' | 'nextCreate';
  readonly orderApi?: 'both' | 'plain' | 'delivery';
  readonly debitDelayMs?: number;
  readonly debitTakesMs?: number;
  readonly debitNumber?: 'shown' | 'hidden';
  readonly sync?: 'normal' | 'unclear';
  readonly clockAheadMs?: number;
  readonly refundDelayMs?: number;
  readonly refunds?: 'succeed' | 'closed' | 'abnormal';
  readonly merchantBalanceFen?: number;
  readonly prepaidMessage?: 'on' | 'off';
  readonly cancelInUserPaying?: 'allow' | 'refuse';
  readonly payEndpoint?: 'on' | 'off';
  readonly maxRunningOrders?: number;
}

type WechatpayTrouble = Trouble & { readonly behaviour?: WechatpayBehaviour };

/** As the channel behaves on good days, as far as a trouble may change it. */
export const GOOD: WechatpayBehaviour = {
  callbacks: 'normal',
  signWith: 'asked',
  answers: 'normal',
  unknownFields: 'allow',
  nonceReplay: 'allow',
  declineNextCreate: 'none',
  awaitConfirmation: 'never',
  orderApi: 'both',
  debitDelayMs: 1_000,
  debitTakesMs: 0,
  debitNumber: 'shown',
  sync: 'normal',
  clockAheadMs: 0,
  refundDelayMs: 1_000,
  refunds: 'succeed',
  merchantBalanceFen: Number.MAX_SAFE_INTEGER,
  prepaidMessage: 'on',
  cancelInUserPaying: 'allow',
  payEndpoint: 'on',
};

const callbacks = (
  [
    'lost',
    'duplicate',
    'duplicateNewId',
    'late',
    'reversed',
    'tampered',
    'tamperedCiphertext',
    'tamperedTag',
    'foreignKey',
    'foreignMerchant',
    'staleTimestamp',
    'probe',
    'twice',
  ] as const
).map((kind): WechatpayTrouble => ({ name: `callbacks ${kind}`, behaviour: { callbacks: kind } }));

const answers = (
  ['badSignature', 'unknownSerial', 'staleTimestamp', 'unsigned', 'unsignedRefusals', 'probe'] as const
).map((kind): WechatpayTrouble => ({ name: `answers ${kind}`, behaviour: { answers: kind } }));

const keys = (['certificate', 'publicKey', 'next', 'alternating', 'unknown'] as const).map(
  (kind): WechatpayTrouble => ({ name: `signed with ${kind}`, behaviour: { signWith: kind } }),
);

const calls: readonly WechatpayTrouble[] = [
  { name: '429', fault: { effect: 'errorBefore', code: 'FREQUENCY_LIMITED' } },
  { name: '500 before taking effect', fault: { effect: 'errorBefore', code: 'SYSTEM_ERROR' } },
  { name: '500 after taking effect', fault: { effect: 'errorAfter', code: 'SYSTEM_ERROR' } },
  { name: 'connection dropped before', fault: { effect: 'dropBefore' } },
  { name: 'connection dropped after', fault: { effect: 'dropAfter' } },
];

const products: readonly WechatpayTrouble[] = [
  { name: 'unknown fields refused', behaviour: { unknownFields: 'refuse' } },
  { name: 'repeated nonces refused', behaviour: { nonceReplay: 'refuse' } },
  { name: 'a debit that takes ten minutes', behaviour: { debitTakesMs: 600_000 } },
  {
    name: 'the number of a running debit hidden',
    behaviour: { debitTakesMs: 600_000, debitNumber: 'hidden' },
  },
  { name: 'a sync that is unclear', behaviour: { sync: 'unclear' } },
  { name: 'the clock of the channel behind', behaviour: { clockAheadMs: -240_000 } },
  { name: 'the clock of the channel ahead', behaviour: { clockAheadMs: 240_000 } },
  {
    name: 'callbacks before the answers that they follow from',
    behaviour: { debitDelayMs: 0 },
    fault: { effect: 'delayAfter', ms: 300 },
  },
  { name: 'a debit that waits an hour', behaviour: { debitDelayMs: 3_600_000 } },
  { name: 'no cancelling while collecting', behaviour: { cancelInUserPaying: 'refuse' } },
  { name: 'no …/pay', behaviour: { payEndpoint: 'off' } },
  { name: 'no message before the charge', behaviour: { prepaidMessage: 'off' } },
  { name: 'refunds closed', behaviour: { refunds: 'closed' } },
  { name: 'refunds that take a day', behaviour: { refundDelayMs: 86_400_000 } },
  { name: 'no money at the merchant', behaviour: { merchantBalanceFen: 0 } },
];

/** What goes wrong with any step. */
export const TROUBLES: readonly WechatpayTrouble[] = [
  ...callbacks,
  ...answers,
  ...keys,
  ...calls,
  ...products,
];

/** What goes wrong only where an order is created. */
export const CREATE_TROUBLES: readonly WechatpayTrouble[] = [
  { name: 'evaluation not passed', behaviour: { declineNextCreate: '271300099' } },
  { name: 'overdue elsewhere', behaviour: { declineNextCreate: '271299627' } },
  { name: 'CREATED where it should run', behaviour: { awaitConfirmation: 'nextCreate' } },
  { name: 'this way to create not granted', behaviour: { orderApi: 'plain' } },
  {
    name: 'a refusal without a signature',
    behaviour: { declineNextCreate: '271300099', answers: 'unsignedRefusals' },
  },
];
