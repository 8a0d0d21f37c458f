import type { FaultRule } from '../../control/fault-rule.ts';
import type { CallRecord as LoggedCall, WireRecord } from '../../functions/calls.ts';
import type { PreviewState } from '../state.ts';

export type { BuildState, Excerpt, PreviewState, Problem } from '../state.ts';
export type Persona = PreviewState['personas'][number];

// What the routes of the local CloudBase answer; its README describes them.

export type { WireRecord };
export type CallRecord = Omit<LoggedCall, 'startedAt'> & { readonly startedAt: string };

export interface Change {
  readonly collection: string;
  readonly id: unknown;
}

export interface Collection {
  readonly name: string;
  readonly description: string | null;
  readonly count: number;
}

/** A document in readable extended JSON. */
export type StoredDocument = Readonly<Record<string, unknown>>;

export interface Upcoming {
  readonly at: string;
  readonly actsAt: string;
  readonly source: string;
  readonly name: string | null;
  readonly collection?: string;
  readonly id?: unknown;
}

export type Fault = FaultRule & { readonly hits: number };

export interface Wallet {
  readonly balanceFen: number;
  readonly willing: boolean;
}

export interface ChannelOrder {
  readonly out_order_no: string;
  readonly openid?: string;
  readonly state: string;
  readonly state_description?: string;
  readonly total_amount?: number;
  readonly collection?: {
    readonly state: string;
    readonly total_amount: number;
    readonly paid_amount: number;
  };
  readonly post_payments?: readonly { readonly name?: string; readonly amount?: number }[];
}

export interface ChannelState {
  readonly orders: readonly ChannelOrder[];
  readonly authorisations: readonly (readonly [
    string,
    { readonly openid: string; readonly serviceId: string; readonly state: string },
  ])[];
  readonly behaviour: Readonly<Record<string, string | number>>;
}
