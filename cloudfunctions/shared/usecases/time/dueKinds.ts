import type { CreditAccount } from '../../domain/account/account.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Action } from '../../domain/order/plan.ts';
import { claimObligations } from '../../domain/order/planOfClaims.ts';
import { ACCOUNT_ACTIONS } from '../account/accountActions.ts';
import { settleAccount } from '../account/accountDuty.ts';
import { newAttention } from '../orders/attention.ts';
import type { Services } from '../services.ts';
import type { Collection } from '../store.ts';
import { TIMER_ACTIONS } from './timerActions.ts';

/** What time does something to: when, and what, stands in its `next`. */
export interface DueDocument {
  readonly _id: string;
  readonly version: number;
  readonly next: { readonly at: Date; readonly action: string; readonly tries: number } | null;
}

/** One kind of documents that the timer looks after. */
export interface DueKind<D extends DueDocument> {
  readonly collection: Collection;
  /** How the log names its ids; they are pseudonymous. */
  readonly idField: string;
  act(services: Services, claimed: D, action: NonNullable<D['next']>['action']): Promise<void>;
  /** Told once, when it was tried again and again. @returns what is appended to the document */
  stuck(services: Services, document: D): Readonly<Record<string, unknown>> | undefined;
}

const orders: DueKind<Order> = {
  collection: 'orders',
  idField: 'orderId',
  async act(services, claimed, action) {
    const due = notHeldUp(claimed, action, services.now());
    const after = await TIMER_ACTIONS[due](services, claimed);
    // What an order that has just ended owes to the account need not wait for the next round.
    if (after?.accountDuty && due !== 'settleAccount') await settleAccount(services, after);
  },
  stuck(services, order) {
    const attention = newAttention(services, order, 'STUCK');
    return attention && { attention };
  },
};

/** A call that stays open, and is asked about ever more rarely, does not hold up what buyer and merchant owe each other. */
function notHeldUp(order: Order, action: Action, now: Date): Action {
  if (action !== 'resolveAttempt') return action;
  return claimObligations(order).find(({ at }) => at <= now)?.action ?? action;
}

const accounts: DueKind<CreditAccount> = {
  collection: 'creditAccounts',
  idField: 'buyerId',
  async act(services, claimed, action) {
    await ACCOUNT_ACTIONS[action](services, claimed);
  },
  stuck(services, { _id: buyerId, next }) {
    services.alarm('accountNeedsAttention', { buyerId, action: next?.action });
    return undefined;
  },
};

/** All that the timer looks after. */
export const DUE_KINDS = { orders, accounts };
