import type { Delivery } from '../channels/deliveries.ts';
import type { LoggedRequest } from '../channels/request-log.ts';
import type { Wallet } from '../channels/wallets.ts';
import type { Agreement } from './agreements/agreement.ts';
import type { ZhimaService } from './app.ts';
import { type Behaviour, normalBehaviour } from './behaviour.ts';
import type { JobKind } from './jobs.ts';
import type { AuthCode } from './login.ts';
import type { Attempt } from './notifications/delivery.ts';
import type { NotifyEvent } from './notifications/event.ts';
import { isDue, type Order } from './orders/order.ts';
import type { Page } from './pages/page.ts';
import type { Refund } from './trades/refunded.ts';
import type { User } from './users.ts';

/** All that the stand-in remembers, but for its keys and its schedule. The maps' keys are named beside them. */
export interface State {
  /** By open_id; those of whom something was said. */
  readonly users: Map<string, User>;
  /** By open_id. */
  readonly wallets: Map<string, Wallet>;
  /** By zm_service_id; those that a tester changed. */
  readonly services: Map<string, ZhimaService>;
  /** By the code. */
  readonly authCodes: Map<string, AuthCode>;
  /** By credit_agreement_id. */
  readonly agreements: Map<string, Agreement>;
  /** By credit_biz_order_id. */
  readonly orders: Map<string, Order>;
  /** By trade_no and out_request_no. */
  readonly refunds: Map<string, Refund>;
  /** Open pages, by id; the newest last. */
  readonly pages: Map<string, Page>;
  /** By notify_id. */
  readonly deliveries: Map<string, Delivery<NotifyEvent, Attempt>>;
  /** Origins on this machine to which notifications are led, by the host of the URL. */
  readonly callbackTo: Map<string, string>;
  readonly log: LoggedRequest[];
  behaviour: Behaviour;
  /** Makes the vendor's numbers unique. */
  sequence: number;
}

export function emptyState(): State {
  return {
    users: new Map(),
    wallets: new Map(),
    services: new Map(),
    authCodes: new Map(),
    agreements: new Map(),
    orders: new Map(),
    refunds: new Map(),
    pages: new Map(),
    deliveries: new Map(),
    callbackTo: new Map(),
    log: [],
    behaviour: normalBehaviour,
    sequence: 0,
  };
}

/** The state as JSON can hold it: maps become lists of pairs. */
export function stateToJson(state: State) {
  return {
    users: [...state.users],
    wallets: [...state.wallets],
    services: [...state.services],
    authCodes: [...state.authCodes],
    agreements: [...state.agreements],
    orders: [...state.orders],
    refunds: [...state.refunds],
    pages: [...state.pages],
    deliveries: [...state.deliveries],
    callbackTo: [...state.callbackTo],
    log: [...state.log],
    behaviour: state.behaviour,
    sequence: state.sequence,
  };
}

export type StateJson = ReturnType<typeof stateToJson>;

export function stateFromJson(json: StateJson): State {
  return {
    users: new Map(json.users),
    wallets: new Map(json.wallets),
    services: new Map(json.services),
    authCodes: new Map(json.authCodes),
    agreements: new Map(json.agreements),
    orders: new Map(json.orders),
    refunds: new Map(json.refunds),
    pages: new Map(json.pages),
    deliveries: new Map(json.deliveries),
    callbackTo: new Map(json.callbackTo),
    log: [...json.log],
    // What an older export does not know yet is as usual.
    behaviour: { ...normalBehaviour, ...json.behaviour },
    sequence: json.sequence,
  };
}

/** What is under way, and what is to bring it on. */
export function* unfinished({ deliveries, orders, refunds }: State): Iterable<readonly [JobKind, string]> {
  for (const [id, { status, repeats }] of deliveries) {
    if (status === 'pending' || repeats > 0) yield ['deliver', id];
  }
  for (const [id, order] of orders) {
    if (isDue(order)) yield ['debit', id];
  }
  for (const [key, { status }] of refunds) {
    if (status === 'processing') yield ['refund', key];
  }
}
