import type { Comparable, Condition, Filter } from '../conditionalWrite.ts';
import type { ErrorCode } from '../errorCode.ts';
import type { ChannelName, ClaimStage, Order, Review } from './order.ts';
import type { OrderState } from './states.ts';

/**
 * A condition on an order, as data: compiled to the database filter that enforces it, and read by the code
 * that explains afterwards which one refused (its Chinese message belongs to `code`, see contract/errors.ts).
 */
export interface Guard {
  readonly code: ErrorCode;
  readonly path: string;
  readonly must: Comparable | readonly Comparable[];
}

export const notFrozen: Guard = { code: 'ORDER_FROZEN', path: 'freeze', must: null };
/** The channel has never been asked to collect, or has said that it does not. */
export const notCollecting: Guard = { code: 'WRONG_STATE', path: 'collectingSince', must: null };
export const nothingOpen: Guard = { code: 'CHANNEL_CALL_OPEN', path: 'attempt', must: null };

export function ownedBy(buyerId: string): Guard {
  return { code: 'ORDER_NOT_FOUND', path: 'buyerId', must: buyerId };
}

export function inState(states: readonly OrderState[]): Guard {
  return { code: 'WRONG_STATE', path: 'state', must: states };
}

export function paidThrough(channel: ChannelName): Guard {
  return { code: 'CHANGED_MEANWHILE', path: 'channel', must: channel };
}

/** What is to be paid is what the caller saw. */
export function amountIs(payableFen: number): Guard {
  return { code: 'AMOUNT_CHANGED', path: 'payableFen', must: payableFen };
}

/** The merchant has not made it cheaper; whoever steps without reading could not plan for that. */
export const neverLowered: Guard = { code: 'CHANGED_MEANWHILE', path: 'loweredAt', must: null };

/** The return or dispute stands at one of these stages. */
export function claimAt(...stages: readonly ClaimStage[]): Guard {
  return { code: 'CLAIM_NOT_OPEN', path: 'claim.stage', must: stages };
}

/** `null`: nobody has asked for a review. */
export function reviewIs(stage: Review['stage'] | null): Guard {
  return stage === null
    ? { code: 'REVIEW_NOT_OPEN', path: 'review', must: null }
    : { code: 'REVIEW_NOT_OPEN', path: 'review.stage', must: stage };
}

/** The document is the one that was read: nobody wrote in between. */
export function versionIs(version: number): Guard {
  return { code: 'CHANGED_MEANWHILE', path: 'version', must: version };
}

/** The database filter that all guards together make; of two on one field both must hold. */
export function filterOf(orderId: string, guards: readonly Guard[]): Filter {
  const allowed = new Map<string, readonly Comparable[]>();
  for (const { path, must } of guards) {
    const before = allowed.get(path);
    const values = isList(must) ? must : [must];
    allowed.set(path, before ? values.filter((value) => before.some((one) => same(one, value))) : values);
  }
  const conditions = [...allowed].map(([path, values]) => [path, condition(values)] as const);
  return { _id: orderId, ...Object.fromEntries(conditions) };
}

function condition(values: readonly Comparable[]): Condition {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : { $in: values };
}

/** The first guard that this order does not pass, or undefined. */
export function firstRefusal(order: Order, guards: readonly Guard[]): Guard | undefined {
  return guards.find((guard) => !passes(valueAt(order, guard.path), guard.must));
}

function passes(value: unknown, must: Guard['must']): boolean {
  return isList(must) ? must.some((one) => same(one, value)) : same(must, value);
}

/** As the database compares: dates by their time. */
function same(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}

function isList(must: Guard['must']): must is readonly Comparable[] {
  return Array.isArray(must);
}

function valueAt(source: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      source,
    );
}
