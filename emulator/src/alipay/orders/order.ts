import type { StandIn } from '../stand-in.ts';
import type { OrderFields } from './place.ts';

/** 信用服务订单, as Zhima keeps it. It is replaced, never changed in place. */
export interface Order {
  /** ZMCB… */
  readonly creditBizOrderId: string;
  readonly outOrderNo: string;
  readonly creditAgreementId: string;
  readonly openId: string;
  readonly serviceId: string;
  readonly fields: OrderFields;
  /** Digest of the request that placed it, by which a repeat is told from another order. */
  readonly placeDigest: string;
  /** The most that its debit may take, in fen. */
  readonly capFen: number;
  /** TRADE_FINISHED: debited. TRADE_CLOSED: ended without a debit, or refunded in full. */
  readonly status: 'INIT' | 'TRADE_FINISHED' | 'TRADE_CLOSED';
  readonly createdAtMs: number;
  /** What the merchant said when he ended it without a debit. */
  readonly fulfilled?: boolean;
  /** Its one debit, once the merchant has asked for it. */
  readonly trade?: Trade;
}

/** The debit of one credit order. Its `out_trade_no` is the credit order's own number. */
export interface Trade {
  readonly tradeNo: string;
  readonly subject: string;
  readonly totalFen: number;
  readonly notifyUrl?: string;
  readonly status: 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED';
  readonly createdAtMs: number;
  readonly paidAtMs: number | null;
  /** Who paid the merchant: the user, or Zhima in advance of him (代偿). */
  readonly paidBy: 'user' | 'zhima' | null;
  /** What the user owes Zhima for an advance. */
  readonly owedFen: number;
  /** How often Alipay has tried to debit by itself. */
  readonly debitAttempts: number;
}

export interface OrderWithTrade extends Order {
  readonly trade: Trade;
}

export function hasTrade(order: Order): order is OrderWithTrade {
  return order.trade !== undefined;
}

/** The user is to pay it: the merchant, or Zhima who has paid the merchant. */
export function isDue({ trade }: Order): boolean {
  return trade !== undefined && (trade.status === 'WAIT_BUYER_PAY' || trade.owedFen > 0);
}

export function orderByNo({ state }: StandIn, outOrderNo: string): Order | undefined {
  return [...state.orders.values()].find((order) => order.outOrderNo === outOrderNo);
}

export function keepOrder<O extends Order>({ state }: StandIn, order: O): O {
  state.orders.set(order.creditBizOrderId, order);
  return order;
}
