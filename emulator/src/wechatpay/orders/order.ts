import { Refusal } from '../errors.ts';
import type { OrderFields } from './fields.ts';

export type OrderState = 'CREATED' | 'DOING' | 'DONE' | 'REVOKED' | 'EXPIRED';

export interface PaidDetail {
  readonly seq: number;
  readonly amount: number;
  /** NEWTON: through WeChat; MCH: elsewhere, as the merchant told by `sync`. */
  readonly paid_type: 'NEWTON' | 'MCH';
  readonly paid_time: string;
  /** Only what was paid through WeChat has one, and only that can be refunded there. */
  readonly transaction_id?: string;
}

export interface Collection {
  readonly state: 'USER_PAYING' | 'USER_PAID';
  readonly total_amount: number;
  readonly paying_amount: number;
  readonly paid_amount: number;
  readonly details: readonly PaidDetail[];
}

/** One 支付分 order as the vendor keeps it. It is replaced, never changed in place. */
export interface Order {
  readonly outOrderNo: string;
  /** The vendor's own number. */
  readonly orderId: string;
  /** What the merchant sent, with what `complete` and `modify` replaced since. */
  readonly fields: OrderFields;
  /** Digest of the request that created it, by which a re-entry is told from another order. */
  readonly createDigest: string;
  /** Digest of the request that completed it. */
  readonly completeDigest?: string;
  /** Digest of the request that cancelled it. */
  readonly cancelDigest?: string;
  /** Digest of the `sync` that ended it. */
  readonly syncDigest?: string;
  /** Opens the confirmation page once; null for orders that need no confirmation. */
  readonly confirmPackage: { readonly value: string; readonly used: boolean } | null;
  /** The user; known from the start if the merchant named one, else once the user has confirmed. */
  readonly openid: string | null;
  readonly state: OrderState;
  readonly stateDescription: 'USER_CONFIRM' | 'MCH_COMPLETE' | null;
  readonly createdAtMs: number;
  readonly acceptedAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly totalAmount: number | null;
  readonly collection: Collection | null;
  /** How often WeChat has tried to debit by itself. */
  readonly debitAttempts: number;
  /** Its own debit is in flight. */
  readonly debiting?: boolean;
  /** What the confirmation page handed back to the mini-program; the query takes it for the order number. */
  readonly queryId?: string;
  /** The one message before the debit that the merchant may have sent to the user. */
  readonly prepaidMessage?: PrepaidMessage;
}

export interface PrepaidMessage {
  readonly totalAmount: number;
  /** The day of the debit, `yyyyMMdd`. */
  readonly prepaidTime: string;
  readonly sentAtMs: number;
}

/** Confirmed, and not completed yet. */
export function isRunning(order: Order): boolean {
  return order.state === 'DOING' && order.stateDescription === 'USER_CONFIRM';
}

/** 待支付: completed, and not paid yet. */
export function isPaying(order: Order): boolean {
  return order.state === 'DOING' && order.collection?.state === 'USER_PAYING';
}

/**
 * While money may be on its way nobody may change what is owed.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587957
 * @throws Refusal (`debitRunning`)
 */
export function requireNoDebitRunning(order: Order): void {
  if (order.debiting) throw new Refusal('debitRunning');
}
