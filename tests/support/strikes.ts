import { MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import type { Buyer, Order } from '../../tools/local/buyer.ts';
import { EFFECTS, type Effect, type Fault, underFault } from './faults.ts';
import { newRequestId, orderAt, type Stage, THERMOS } from './lives.ts';
import type { System } from './system.ts';

/** After the strike: the buyer taps again, or nobody does and only the clock runs on. */
export type Afterwards = 'retry' | 'clock';

/** A step of an order, as it is struck by faults. */
export interface Struck {
  readonly name: string;
  /** Whose database calls are struck. */
  readonly functions: readonly string[];
  /** Where the order must stand before; null if there is none yet. */
  readonly from: Stage | null;
  /** So many of a function's database calls are struck at most. */
  readonly calls: number;
  /** Steps that nobody taps have no tap afterwards. */
  readonly afterwards: readonly Afterwards[];
  /** Calls that the step makes to the channel. */
  readonly channel: readonly string[];
  act(system: System, order: Subject): Promise<unknown>;
}

/** The order that is struck, and who taps. */
export interface Subject extends Pick<Order, 'amountFen'> {
  readonly buyer: Buyer;
  /** What createOrder is asked, where that is struck; read before, so that only the step itself is struck. */
  readonly checkout: Awaited<ReturnType<Buyer['checkout']>> | null;
  /** Null while createOrder has not told it. */
  orderId: string | null;
}

export interface Strike {
  readonly step: string;
  readonly fault: Fault;
  readonly afterwards: Afterwards;
  readonly subject: Subject;
}

/** Whether each effect is tried with every aftermath, or with one of them in turn. */
export type Aftermaths = 'each' | 'inTurn';

/** Longer than an instant, shorter than any time-out. */
const DELAY_MS = 20;

/** So many orders of one buyer may run under the policy of these tests. */
const ORDERS_PER_BUYER = 90;

/** A buyer may call only so often in a minute. */
const STRIKES_PER_MINUTE = 8;

/**
 * Strikes every wire call of a step by every effect; each twice where people tap: with a tap afterwards and
 * without.
 */
export class Striker {
  readonly #system: System;
  readonly #aftermaths: Aftermaths;
  readonly strikes: Strike[] = [];
  #buyer: Buyer | null = null;
  #served = 0;

  constructor(system: System, aftermaths: Aftermaths) {
    this.#system = system;
    this.#aftermaths = aftermaths;
  }

  async strikeAll(step: Struck): Promise<Strike[]> {
    const before = this.strikes.length;
    const service = this.#system.tested.way.channel;
    for (const [index, effect] of EFFECTS.entries()) {
      for (const afterwards of this.#afterwards(step, index)) {
        for (const name of step.functions) await this.#strikeDatabaseCalls(step, name, effect, afterwards);
        for (const action of step.channel) {
          await this.#strike(step, { match: { service, action }, effect, ms: DELAY_MS }, afterwards);
        }
      }
    }
    return this.strikes.slice(before);
  }

  #afterwards({ afterwards }: Struck, effect: number): readonly Afterwards[] {
    if (this.#aftermaths === 'each') return afterwards;
    return afterwards.slice(effect % afterwards.length).slice(0, 1);
  }

  /** One call after the other, until the function makes no further one. */
  async #strikeDatabaseCalls(
    step: Struck,
    name: string,
    effect: Effect,
    afterwards: Afterwards,
  ): Promise<void> {
    for (let nth = 1; nth <= step.calls; nth++) {
      const match = { service: 'database', function: name, nth };
      if (!(await this.#strike(step, { match, effect, ms: DELAY_MS }, afterwards))) return;
    }
  }

  async #strike(step: Struck, fault: Fault, afterwards: Afterwards): Promise<boolean> {
    const subject = await this.#subjectAt(step.from);
    const { cloud } = this.#system;
    const hits = await underFault(cloud, fault, () => step.act(this.#system, subject));
    if (hits === 0) return false;
    if (afterwards === 'retry') await step.act(this.#system, subject);
    this.strikes.push({ step: step.name, fault, afterwards, subject });
    return true;
  }

  async #subjectAt(stage: Stage | null): Promise<Subject> {
    const buyer = await this.#nextBuyer();
    if (stage === null) {
      const checkout = await buyer.checkout(newRequestId(), THERMOS);
      return { buyer, checkout, orderId: null, amountFen: checkout.consent.shownAmountFen };
    }
    const { orderId, amountFen } = await orderAt(this.#system, buyer, stage, THERMOS);
    return { buyer, checkout: null, orderId, amountFen };
  }

  async #nextBuyer(): Promise<Buyer> {
    if (this.#served % STRIKES_PER_MINUTE === 0) await this.#system.cloud.advance(MINUTE_MS);
    if (this.#buyer && this.#served < ORDERS_PER_BUYER) {
      this.#served += 1;
      return this.#buyer;
    }
    this.#buyer = await this.#system.buyer();
    this.#served = 1;
    await this.#buyer.setBalance(100_000_000);
    return this.#buyer;
  }
}

/** One line for a message: which call was struck by what. */
export function nameOf({ step, fault, afterwards }: Strike): string {
  const { service, action, nth } = fault.match;
  const call = action ?? `${fault.match.function} ${nth}`;
  return `${step}, ${service} ${call}, ${fault.effect}, then ${afterwards === 'retry' ? 'a tap' : 'the clock'}`;
}
