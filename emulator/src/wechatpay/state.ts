import type { Delivery } from '../channels/deliveries.ts';
import type { LoggedRequest } from '../channels/request-log.ts';
import type { Wallet } from '../channels/wallets.ts';
import { type Behaviour, normalBehaviour } from './behaviour.ts';
import type { Attempt } from './callbacks/delivery.ts';
import type { CallbackEvent } from './callbacks/envelope.ts';
import type { JobKind } from './jobs.ts';
import { isPaying, type Order } from './orders/order.ts';
import type { Page } from './pages/page.ts';
import type { Application, Authorisation } from './permissions.ts';
import type { Refund } from './refunds.ts';

/** All that the stand-in remembers, but for its keys and its schedule. The maps' keys are named beside them. */
export interface State {
  /** By out_order_no. */
  readonly orders: Map<string, Order>;
  /** By authorization_code. */
  readonly applications: Map<string, Application>;
  /** By service and openid. */
  readonly authorisations: Map<string, Authorisation>;
  /** By openid. */
  readonly wallets: Map<string, Wallet>;
  /** By out_refund_no. */
  readonly refunds: Map<string, Refund>;
  /** Open business views, by id; the newest last. */
  readonly pages: Map<string, Page>;
  /** By id of the event. */
  readonly deliveries: Map<string, Delivery<CallbackEvent, Attempt>>;
  /** Origins on this machine to which callbacks are led, by the host of the `notify_url`. */
  readonly callbackTo: Map<string, string>;
  readonly log: LoggedRequest[];
  /** Of requests, by when they came; noted only while replays are refused. */
  readonly nonces: Map<string, number>;
  /** How often the keys took turns at signing. */
  readonly turns: { answers: number; callbacks: number };
  behaviour: Behaviour;
  /** Makes the vendor's numbers unique. */
  sequence: number;
}

export function emptyState(): State {
  return {
    orders: new Map(),
    applications: new Map(),
    authorisations: new Map(),
    wallets: new Map(),
    refunds: new Map(),
    pages: new Map(),
    deliveries: new Map(),
    callbackTo: new Map(),
    log: [],
    nonces: new Map(),
    turns: { answers: 0, callbacks: 0 },
    behaviour: normalBehaviour,
    sequence: 0,
  };
}

/** The state as JSON can hold it: maps become lists of pairs. */
export function stateToJson(state: State) {
  return {
    orders: [...state.orders],
    applications: [...state.applications],
    authorisations: [...state.authorisations],
    wallets: [...state.wallets],
    refunds: [...state.refunds],
    pages: [...state.pages],
    deliveries: [...state.deliveries],
    callbackTo: [...state.callbackTo],
    log: [...state.log],
    nonces: [...state.nonces],
    turns: { ...state.turns },
    behaviour: state.behaviour,
    sequence: state.sequence,
  };
}

export type StateJson = ReturnType<typeof stateToJson>;

/** What is under way, and what is to bring it on. */
export function* unfinished({ deliveries, orders, refunds }: State): Iterable<readonly [JobKind, string]> {
  for (const [id, { status, repeats }] of deliveries) {
    if (status === 'pending' || repeats > 0) yield ['deliver', id];
  }
  for (const [no, order] of orders) {
    if (order.debiting) yield ['debitEnd', no];
    else if (isPaying(order)) yield ['debit', no];
  }
  for (const [no, { status }] of refunds) {
    if (status === 'PROCESSING') yield ['refund', no];
  }
}

export function stateFromJson(json: StateJson): State {
  return {
    orders: new Map(json.orders),
    applications: new Map(json.applications),
    authorisations: new Map(json.authorisations),
    wallets: new Map(json.wallets),
    refunds: new Map(json.refunds),
    // An older export has none.
    pages: new Map(json.pages ?? []),
    deliveries: new Map(json.deliveries),
    log: [...json.log],
    // What an older export does not know yet is as usual.
    callbackTo: new Map(json.callbackTo ?? []),
    nonces: new Map(json.nonces ?? []),
    turns: { ...(json.turns ?? { answers: 0, callbacks: 0 }) },
    behaviour: { ...normalBehaviour, ...json.behaviour },
    sequence: json.sequence,
  };
}
