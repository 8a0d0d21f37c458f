import type {
  AskedOrder,
  Channel,
  ChannelFailure,
  ChannelOutcome,
  ConfirmerOutcome,
  RefundOutcome,
} from '../channels/channel.ts';
import { after, DAY_MS } from '../domain/duration.ts';
import type { CallKind, ChannelRequest } from '../domain/order/attempt.ts';
import type { ChannelFacts, ChannelStage, RefundFacts } from '../domain/order/channelFacts.ts';
import { NOT_FOUND, REFUSED, ScriptedChannel, says, saysRefund, UNKNOWN, VIEW } from './scriptedChannel.ts';
import { StatefulRefunds } from './statefulRefunds.ts';

type RefundRef = Parameters<Channel['queryRefund']>[0];

/** What happens to a call: it works, it never arrives, or it takes effect and its answer is lost. */
export type Fate = 'works' | 'lostBefore' | 'lostAfter';

interface Held {
  stage: ChannelStage;
  readonly body: string;
  readonly amountFen: number;
  collectFen: number | null;
  /** Said by the merchant: then there is no transaction of the channel. */
  paidElsewhereAt: Date | null;
}

const PAGE_GOOD_FOR_MS = DAY_MS;
const OWN = 'its buyer’s agreement';
const OTHER = 'another’s agreement';

/** What the bodies of the scripted requests may hold. */
interface Body {
  readonly amountFen: number;
  readonly paidAt: string;
}

/** A channel that keeps orders and refunds as the real one does, and loses calls as it is told. */
export class StatefulChannel extends ScriptedChannel {
  readonly orders = new Map<string, Held>();
  readonly refunds = new StatefulRefunds();
  readonly #pageGivenAt = new Map<string, Date>();
  /** The fates of the calls to come; without any, calls work. */
  fates: Fate[] = [];
  /** What a rule was broken by; nothing, if all is well. */
  readonly broken: string[] = [];
  /** Whether an order may still be cancelled while it is collected: the vendor's own pages disagree. */
  cancelsWhileCollecting = false;
  /** Whether a try to collect at once finds money. */
  findsMoney = true;
  /** Where the channel knows no order before it is confirmed: whether its page was passed on, and confirmed by another. */
  passedOn: (orderId: string) => boolean = () => false;
  now: () => Date = () => new Date(0);
  /** Whether an order is stored without ever running. */
  declines: (orderId: string) => boolean = () => false;
  /** Runs when the channel is asked to create an order. */
  onCreate: (orderId: string) => void = () => {};
  /** Runs when it is asked to collect that much, or (null) to try again at once. */
  onCollect: (orderId: string, amountFen: number | null) => void = () => {};

  override async send(kind: Exclude<CallKind, 'refund'>, request: ChannelRequest): Promise<ChannelOutcome> {
    await Promise.resolve();
    return this.#withFate(() => this.#take(kind, request));
  }

  override async query({ _id }: AskedOrder): Promise<ChannelOutcome> {
    await Promise.resolve();
    return this.#withFate(() => this.#told(_id));
  }

  override async sendRefund(request: ChannelRequest): Promise<RefundOutcome> {
    await Promise.resolve();
    return this.#withFate(() => this.#refund(request));
  }

  override async queryRefund({ refundNo }: RefundRef): Promise<RefundOutcome> {
    await Promise.resolve();
    return this.#withFate(() => {
      const facts = this.refunds.facts(refundNo);
      return facts ? saysRefund(facts) : NOT_FOUND;
    });
  }

  facts(orderId: string): ChannelFacts | null {
    const held = this.orders.get(orderId);
    if (!held || this.#isOnPageOnly(held)) return null;
    const { stage, collectFen, paidElsewhereAt } = held;
    const paid = {
      paidFen: collectFen ?? 0,
      paidAt: paidElsewhereAt ?? new Date(0),
      transactionId: paidElsewhereAt ? null : `tx-${orderId}`,
    };
    return {
      orderId,
      channelOrderId: `wx-${orderId}`,
      stage,
      amountFen: collectFen,
      payment: stage === 'paid' ? paid : null,
    };
  }

  /** How the refunds of an order stand. */
  refundFacts(orderId: string): RefundFacts[] {
    return this.refunds.of(orderId);
  }

  /** The buyer confirms, or the money comes, or goes back. */
  progress(orderId: string): void {
    const held = this.orders.get(orderId);
    if (held?.stage === 'awaitingBuyer') {
      const givenAt = this.#pageGivenAt.get(orderId) ?? this.now();
      const isGood = this.can.knowsUnconfirmed || this.now() < after(givenAt, PAGE_GOOD_FOR_MS);
      if (isGood) held.stage = 'running';
    } else if (held?.stage === 'collecting') held.stage = 'paid';
    else this.refunds.progress(orderId);
  }

  #withFate<O>(run: () => O): O | ChannelFailure {
    const fate = this.fates.shift() ?? 'works';
    if (fate === 'lostBefore') return UNKNOWN;
    const answer = run();
    return fate === 'lostAfter' ? UNKNOWN : answer;
  }

  override async queryConfirmer(confirmedUnder: string): Promise<ConfirmerOutcome> {
    return this.#withFate(() => ({ kind: 'confirmer', isPayer: confirmedUnder === OWN }));
  }

  /** It is not known here before it is confirmed. */
  #isOnPageOnly({ stage }: Held): boolean {
    return stage === 'awaitingBuyer' && !this.can.knowsUnconfirmed;
  }

  #page(orderId: string): ChannelOutcome {
    return says('awaitingBuyer', { orderId, channelOrderId: orderId });
  }

  #told(orderId: string): ChannelOutcome {
    const facts = this.facts(orderId);
    if (!this.can.knowsUnconfirmed) {
      if (!facts) return this.#page(orderId);
      return {
        kind: 'facts',
        facts,
        confirmView: null,
        confirmedUnder: this.passedOn(orderId) ? OTHER : OWN,
      };
    }
    if (!facts) return NOT_FOUND;
    return { kind: 'facts', facts, confirmView: facts.stage === 'awaitingBuyer' ? VIEW : null };
  }

  #take(kind: Exclude<CallKind, 'refund'>, { orderId, body: text }: ChannelRequest): ChannelOutcome {
    if (kind === 'create') return this.#create(orderId, text);
    const held = this.orders.get(orderId);
    const unknown = !held || this.#isOnPageOnly(held);
    if (unknown && kind === 'cancel' && !this.can.knowsUnconfirmed) return says('closed', { orderId });
    if (!held || unknown) return NOT_FOUND;
    const body: Body = JSON.parse(text);
    if (kind === 'complete') this.onCollect(orderId, body.amountFen);
    if (kind === 'collectAgain') this.onCollect(orderId, null);
    const taken = {
      cancel: () => this.#cancel(held),
      complete: () => this.#complete(orderId, held, body.amountFen),
      modify: () => this.#modify(orderId, held, body.amountFen),
      collectAgain: () => this.#collectAgain(orderId, held),
      paidElsewhere: () => this.#paidElsewhere(orderId, held, new Date(body.paidAt)),
    }[kind]();
    return taken ? this.#told(orderId) : REFUSED;
  }

  #create(orderId: string, body: string): ChannelOutcome {
    const held = this.orders.get(orderId);
    this.#pageGivenAt.set(orderId, this.now());
    if (held && !this.can.knowsUnconfirmed) return this.#page(orderId);
    if (held) return held.body === body ? this.#told(orderId) : REFUSED;
    this.onCreate(orderId);
    const { amountFen }: Body = JSON.parse(body);
    const { maxOrderFen, authorisesOnce } = this.can;
    if (maxOrderFen !== null && amountFen > maxOrderFen) return REFUSED;
    const agreed = authorisesOnce ? 'running' : 'awaitingBuyer';
    const stage = this.declines(orderId) ? 'declined' : agreed;
    this.orders.set(orderId, { stage, body, amountFen, collectFen: null, paidElsewhereAt: null });
    return this.#told(orderId);
  }

  #cancel(held: Held): boolean {
    const tooLate = held.stage === 'collecting' && !this.cancelsWhileCollecting;
    if (tooLate || held.stage === 'paid') return false;
    held.stage = 'closed';
    return true;
  }

  #complete(orderId: string, held: Held, amountFen: number): boolean {
    if (held.stage !== 'running') return false;
    if (amountFen > held.amountFen) this.broken.push(`${orderId}: asked for ${amountFen} fen`);
    held.stage = 'collecting';
    held.collectFen = amountFen;
    return true;
  }

  #modify(orderId: string, held: Held, amountFen: number): boolean {
    this.#may('lowersAmount', orderId);
    if (held.stage !== 'collecting' || held.collectFen === null || amountFen >= held.collectFen) return false;
    held.collectFen = amountFen;
    return true;
  }

  #collectAgain(orderId: string, held: Held): boolean {
    this.#may('collectsAgain', orderId);
    if (held.stage !== 'collecting') return false;
    if (this.findsMoney) held.stage = 'paid';
    return true;
  }

  #paidElsewhere(orderId: string, held: Held, at: Date): boolean {
    this.#may('notesPaidElsewhere', orderId);
    if (held.paidElsewhereAt) return true;
    if (held.stage !== 'collecting') return false;
    held.stage = 'paid';
    held.paidElsewhereAt = at;
    return true;
  }

  #refund({ orderId, body }: ChannelRequest): RefundOutcome {
    const payment = this.facts(orderId)?.payment;
    if (!payment) return NOT_FOUND;
    const facts = this.refunds.take(orderId, body, payment);
    if (facts === 'tooMuch') this.broken.push(`${orderId}: asked to give back more than was paid`);
    return typeof facts === 'string' ? REFUSED : saysRefund(facts);
  }

  #may(what: 'lowersAmount' | 'collectsAgain' | 'notesPaidElsewhere', orderId: string): void {
    if (!this.can[what]) this.broken.push(`${orderId}: asked for what it cannot, ${what}`);
  }
}
