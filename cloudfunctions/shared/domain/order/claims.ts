import { DomainError } from '../domainError.ts';
import { after, DAY_MS } from '../duration.ts';
import type { ErrorCode } from '../errorCode.ts';
import { sumFen } from '../money.ts';
import type { Policy } from '../policy.ts';
import type { Resumption } from './events.ts';
import type { ClaimedGoods, ClaimKind, Order } from './order.ts';

/** What a buyer asks for: goods that he counts, an amount that he names, or all of it. */
export interface ClaimWish {
  readonly kind: ClaimKind;
  /** Of a return: which goods, how many; absent means all. */
  readonly items?: readonly ClaimedGoods[] | undefined;
  /** Of a problem: how much less he wants to pay, in fen; absent means all. */
  readonly amountFen?: number | undefined;
}

type Claimable = Pick<Order, 'lines' | 'payableFen' | 'history'>;

/**
 * What a claim is about, in fen, at the prices of the order; never more than is to be paid.
 * @throws DomainError INVALID_INPUT for goods that are not in the order or came back before, NOTHING_TO_CLAIM
 */
export function claimedFen(order: Claimable, wish: ClaimWish): number {
  const askedFen = wish.items ? goodsFen(order, wish.items) : (wish.amountFen ?? order.payableFen);
  const amountFen = Math.min(askedFen, order.payableFen);
  if (amountFen === 0) throw new DomainError('NOTHING_TO_CLAIM');
  return amountFen;
}

function goodsFen(order: Claimable, items: readonly ClaimedGoods[]): number {
  const left = new Map(goodsLeft(order).map((one) => [one.productId, one.quantity]));
  return sumFen(
    items.map(({ productId, quantity }) => {
      const line = order.lines.find((one) => one.productId === productId);
      if (!line || quantity > (left.get(productId) ?? 0)) {
        throw new DomainError('INVALID_INPUT', { fields: ['items'] });
      }
      return line.unitPriceFen * quantity;
    }),
  );
}

/** How many pieces of each of an order's goods have not come back. */
export function goodsLeft({ lines, history }: Pick<Claimable, 'lines' | 'history'>): readonly ClaimedGoods[] {
  const returned = returnedGoods(history);
  return lines.map(({ productId, quantity }) => ({
    productId,
    quantity: quantity - (returned.get(productId) ?? 0),
  }));
}

/** How many pieces of each of the goods earlier claims were about, and ended as the buyer wished. */
function returnedGoods(history: Order['history']): Map<string, number> {
  const returned = new Map<string, number>();
  let claimed: readonly ClaimedGoods[] = [];
  for (const event of history) {
    if (event.type === 'claimRequested') claimed = event.items ?? [];
    if (event.type !== 'claimDone') continue;
    for (const { productId, quantity } of claimed) {
      returned.set(productId, (returned.get(productId) ?? 0) + quantity);
    }
  }
  return returned;
}

/**
 * What is to be paid once a claim has ended as the buyer wished. What the merchant has lowered meanwhile counts as part
 * of it, and is not taken off twice.
 */
export function payableAfter({ claim, payableFen }: Pick<Order, 'claim' | 'payableFen'>): number {
  if (!claim) return payableFen;
  return Math.min(payableFen, Math.max(0, claim.payableFen - claim.amountFen));
}

/**
 * Why this order's buyer may not open another claim now; null if he may. That nothing has come he may always say
 * until the payment; anything else not too often, and after the payment for the policy's days after receipt.
 */
export function claimRefusal(
  order: Order,
  kind: ClaimKind,
  now: Date,
  { returns }: Policy,
): ErrorCode | null {
  if (kind === 'notReceived' && order.state !== 'settled') return null;
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
  const { state, chargeAt, dueAt, payBy, collectingSince } = order;
  const uncollected = state === 'received' || (state === 'settling' && collectingSince === null);
  return {
    chargeAt: state === 'received' && chargeAt ? later(chargeAt, now) : chargeAt,
    dueAt: state === 'settling' && dueAt ? later(dueAt, after(now, charge.graceDays * DAY_MS)) : dueAt,
    payBy: uncollected && payBy ? later(payBy, after(now, charge.payByDays * DAY_MS)) : payBy,
  };
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
