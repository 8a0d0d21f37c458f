import type { ChannelOutcome } from '../channels/channel.ts';
import type { Attempt, ChannelRequest } from '../domain/order/attempt.ts';
import type { ChannelFacts, ChannelStage } from '../domain/order/channelFacts.ts';
import { REFUSED, ScriptedChannel, UNKNOWN } from './scriptedChannel.ts';

/** What happens to a call: it works, it never arrives, or it takes effect and its answer is lost. */
export type Fate = 'works' | 'lostBefore' | 'lostAfter';

interface Held {
  stage: ChannelStage;
  readonly body: string;
  readonly amountFen: number;
  collectFen: number | null;
}

/** A channel that keeps orders as the real one does, and loses calls as it is told. */
export class StatefulChannel extends ScriptedChannel {
  readonly orders = new Map<string, Held>();
  /** The fates of the calls to come; without any, calls work. */
  fates: Fate[] = [];
  /** What a rule was broken by; nothing, if all is well. */
  readonly broken: string[] = [];
  /** Runs when the channel is asked to create an order. */
  onCreate: (orderId: string) => void = () => {};

  override async send(kind: Attempt['kind'], request: ChannelRequest): Promise<ChannelOutcome> {
    await Promise.resolve();
    return this.#withFate(() => this.#take(kind, request));
  }

  override async query(orderId: string): Promise<ChannelOutcome> {
    await Promise.resolve();
    return this.#withFate(() => this.#told(orderId));
  }

  facts(orderId: string): ChannelFacts | null {
    const held = this.orders.get(orderId);
    if (!held) return null;
    const { stage, collectFen } = held;
    const paid = { paidFen: collectFen ?? 0, paidAt: new Date(0), transactionId: `tx-${orderId}` };
    return {
      orderId,
      channelOrderId: `wx-${orderId}`,
      stage,
      amountFen: collectFen,
      payment: stage === 'paid' ? paid : null,
    };
  }

  /** The buyer confirms, or the money comes. */
  progress(orderId: string): void {
    const held = this.orders.get(orderId);
    if (held?.stage === 'awaitingBuyer') held.stage = 'running';
    else if (held?.stage === 'collecting') held.stage = 'paid';
  }

  #withFate(run: () => ChannelOutcome): ChannelOutcome {
    const fate = this.fates.shift() ?? 'works';
    if (fate === 'lostBefore') return UNKNOWN;
    const answer = run();
    return fate === 'lostAfter' ? UNKNOWN : answer;
  }

  #told(orderId: string): ChannelOutcome {
    const facts = this.facts(orderId);
    return facts ? { kind: 'facts', facts, confirmView: null } : { kind: 'notFound' };
  }

  #take(kind: Attempt['kind'], { orderId, body }: ChannelRequest): ChannelOutcome {
    const held = this.orders.get(orderId);
    if (kind === 'create') return this.#create(orderId, body);
    if (!held) return { kind: 'notFound' };
    return kind === 'cancel' ? this.#cancel(orderId, held) : this.#complete(orderId, held, body);
  }

  #create(orderId: string, body: string): ChannelOutcome {
    const held = this.orders.get(orderId);
    if (held) return held.body === body ? this.#told(orderId) : REFUSED;
    this.onCreate(orderId);
    const { amountFen }: { amountFen: number } = JSON.parse(body);
    const stage = this.needsAuthorisation ? 'running' : 'awaitingBuyer';
    this.orders.set(orderId, { stage, body, amountFen, collectFen: null });
    return this.#told(orderId);
  }

  #cancel(orderId: string, held: Held): ChannelOutcome {
    if (held.stage === 'collecting' || held.stage === 'paid') return REFUSED;
    held.stage = 'closed';
    return this.#told(orderId);
  }

  #complete(orderId: string, held: Held, body: string): ChannelOutcome {
    if (held.stage !== 'running') return REFUSED;
    const { amountFen }: { amountFen: number } = JSON.parse(body);
    if (amountFen > held.amountFen) this.broken.push(`${orderId}: asked for ${amountFen} fen`);
    held.stage = 'collecting';
    held.collectFen = amountFen;
    return this.#told(orderId);
  }
}
