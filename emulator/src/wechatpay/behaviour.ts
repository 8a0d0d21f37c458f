import { type Checked, integer, oneOf, optional, record } from './fields.ts';

/** How the stand-in may be told to behave; every field of `POST …/behaviour` stays as it was if left out. */
export const behaviourFields = record(
  {
    /** lost: never sent. duplicate: sent twice, a second apart. tampered: changed after signing. */
    callbacks: optional(oneOf('normal', 'lost', 'duplicate', 'tampered')),
    /** The next create that WeChat Pay would accept is declined with this number. */
    declineNextCreate: optional(oneOf('none', '271300099', '271299627')),
    /** From `complete` to WeChat's first attempt to debit. */
    debitDelayMs: optional(integer(0)),
    /** From a refund's acceptance to its success. */
    refundDelayMs: optional(integer(0)),
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
  debitDelayMs: 1000,
  refundDelayMs: 1000,
  cancelInUserPaying: 'allow',
  payEndpoint: 'on',
  maxRunningOrders: 3,
};
