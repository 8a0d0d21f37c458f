import type { PreviewState } from '../state.ts';

export type { BuildState, Excerpt, PreviewState, Problem } from '../state.ts';
export type Persona = PreviewState['personas'][number];

// What the routes of the local CloudBase answer; its README describes them.

export interface WireRecord {
  readonly service: string;
  readonly action: string;
  readonly collection: string | null;
  readonly ms: number;
  readonly fault: string | null;
}

export interface CallRecord {
  readonly requestId: string;
  readonly function: string;
  readonly source: string;
  readonly openid: string | null;
  readonly startedAt: string;
  readonly ms: number;
  readonly cold: boolean;
  readonly outcome: string;
  readonly wire: readonly WireRecord[];
  readonly console: readonly { readonly level: string; readonly text: string }[];
}

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

export interface Fault {
  readonly match: {
    readonly service: string;
    readonly action?: string;
    readonly collection?: string;
    readonly function?: string;
    readonly nth?: number;
  };
  readonly effect: string;
  readonly code?: string;
  readonly ms?: number;
  readonly times: number;
  readonly hits: number;
}

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
