import { DomainError } from '../domainError.ts';
import { after, DAY_MS } from '../duration.ts';
import type { ErrorCode } from '../errorCode.ts';
import { sumFen } from '../money.ts';
import type { Policy } from '../policy.ts';
import type { Resumption } from './events.ts';
import type { ClaimKind, Order } from './order.ts';

/** What a buyer asks for: goods that he counts, an amount that he names, or all of it. */
export interface ClaimWish {
  readonly kind: ClaimKind;
  /** Of a return: which goods, how many; absent means all. */
  readonly items?: readonly { readonly productId: string; readonly quantity: number }[] | undefined;
  /** Of a problem: how much less he wants to pay, in fen; absent means all. */
  readonly amountFen?: number | undefined;
}

/**
 * What a claim is about, in fen, at the prices of the order; never more than is to be paid.
 * @throws DomainError INVALID_INPUT for goods that are not in the order, NOTHING_TO_CLAIM
 */
export function claimedFen(order: Pick<Order, 'lines' | 'payableFen'>, wish: ClaimWish): number {
  const askedFen = wish.items ? goodsFen(order, wish.items) : (wish.amountFen ?? order.payableFen);
  const amountFen = Math.min(askedFen, order.payableFen);
  if (amountFen === 0) throw new DomainError('NOTHING_TO_CLAIM');
  return amountFen;
}

function goodsFen({ lines }: Pick<Order, 'lines'>, items: NonNullable<ClaimWish['items']>): number {
  return sumFen(
    items.map(({ productId, quantity }) => {
      const line = lines.find((one) => one.productId === productId);
      if (!line || quantity > line.quantity) throw new DomainError('INVALID_INPUT', { fields: ['items'] });
      return line.unitPriceFen * quantity;
    }),
  );
}

/**
 * Why this order's buyer may not open another claim now; null if he may. Until the payment he always may, as long
 * as he has not done so too often; afterwards for the policy's days after receipt.
 */
export function claimRefusal(order: Order, now: Date, { returns }: Policy): ErrorCode | null {
  const claims = order.history.filter(({ type }) => type === 'claimRequested').length;
  if (claims >= returns.maxPerOrder) return 'TOO_MANY_CLAIMS';
  if (order.state !== 'settled') return null;
  const since = order.receivedAt ?? order.payment?.paidAt ?? order.createdAt;
  return now > after(since, returns.afterReceiptDays * DAY_MS) ? 'CLAIM_TOO_LATE' : null;
}

/**
 * With which times a frozen order goes on: nothing that was due while it was frozen is held against the buyer.
 * The charge needs a new notice in any case.
 */
export function resumption(order: Order, now: Date, { charge }: Policy): Resumption {
  const { state, chargeAt, dueAt, payBy } = order;
  return {
    chargeAt: state === 'received' && chargeAt ? later(chargeAt, now) : chargeAt,
    dueAt: state === 'settling' && dueAt ? later(dueAt, after(now, charge.graceDays * DAY_MS)) : dueAt,
    payBy: state === 'received' && payBy ? later(payBy, after(now, charge.payByDays * DAY_MS)) : payBy,
  };
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
