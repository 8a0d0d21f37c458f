import type {
  AgreementOf,
  AskedOrder,
  AuthorisationOutcome,
  Callback,
  Channel,
  ChannelCapabilities,
  ChannelFailure,
  ChannelOrder,
  ChannelOutcome,
  ChannelView,
  ConfirmerOutcome,
  Payer,
  RefundOutcome,
  SentOrder,
} from '../channels/channel.ts';
import type { CallKind, ChannelRequest } from '../domain/order/attempt.ts';
import type { ChannelFacts, ChannelStage, RefundFacts } from '../domain/order/channelFacts.ts';
import { factsAt } from './builders.ts';

type OrderCall = Exclude<CallKind, 'refund'> | 'query';
type RefundCall = 'refund' | 'queryRefund';
type Call = OrderCall | RefundCall;
type Announcement = Parameters<Channel['announceCharge']>[0];
type RefundRef = Parameters<Channel['queryRefund']>[0];

export interface Sent {
  readonly kind: CallKind;
  readonly request: ChannelRequest;
  readonly payer: Payer | null;
}

export const VIEW: ChannelView = { businessType: 'wxpayScoreUse', extraData: { package: 'pkg' } };
export const UNKNOWN: ChannelFailure = { kind: 'unknown', cause: 'ECONNABORTED' };
export const NOT_FOUND: ChannelFailure = { kind: 'notFound', signed: true };
export const REFUSED: ChannelFailure = { kind: 'refused', code: 'INVALID_REQUEST', signed: true };
/** The same without a signature: anybody on the way could have said it. */
export const UNSIGNED_NOT_FOUND: ChannelFailure = { kind: 'notFound', signed: false };
export const UNSIGNED_REFUSED: ChannelFailure = { kind: 'refused', code: 'INVALID_REQUEST', signed: false };

/** The signed answer that the order stands at that stage. */
export function says(stage: ChannelStage, changes: Partial<ChannelFacts> = {}): ChannelOutcome {
  return {
    kind: 'facts',
    facts: factsAt(stage, changes),
    confirmView: stage === 'awaitingBuyer' ? VIEW : null,
  };
}

/** The same, and under which agreement somebody has confirmed it there; null if it is not told. */
export function saysConfirmed(
  confirmedUnder: string | null,
  stage: ChannelStage = 'running',
): ChannelOutcome {
  return { kind: 'facts', facts: factsAt(stage), confirmView: null, confirmedUnder };
}

/** The signed answer that a refund stands at that stage. */
export function saysRefund(facts: Omit<RefundFacts, 'channelRefundId'>): RefundOutcome {
  return { kind: 'facts', facts: { channelRefundId: `wx-${facts.refundNo}`, ...facts } };
}

/** A channel that answers what a test told it to, and remembers what it was asked. */
export class ScriptedChannel implements Channel {
  readonly name = 'wechatpay';
  /** Everything, and no limit: a test takes away what it wants gone. */
  readonly can: { -readonly [K in keyof ChannelCapabilities]: ChannelCapabilities[K] } = {
    authorisesOnce: true,
    knowsUnconfirmed: true,
    confirmingAgrees: false,
    lowersAmount: true,
    collectsAgain: true,
    notesPaidElsewhere: true,
    endsAuthorisation: true,
    announcesCharge: true,
    buyersInWechat: true,
    maxOrderFen: null,
  };
  readonly whereToEnd = '支付分 → 我的服务';
  readonly sent: Sent[] = [];
  readonly queried: string[] = [];
  readonly queriedRefunds: string[] = [];
  readonly announced: Announcement[] = [];
  /** Under which numbers an authorisation was started, about whom the channel was asked, whose was ended. */
  readonly codes: string[] = [];
  readonly askedFor: string[] = [];
  readonly ended: { readonly whose: string; readonly reason: string }[] = [];
  authoriseView: ChannelView | null = { businessType: 'wxpayScoreEnable', extraData: { t: '1' } };
  authorisation: AuthorisationOutcome = { kind: 'state', state: 'never' };
  ending: 'ended' | 'refused' | 'unknown' = 'ended';
  announcing: 'sent' | 'refused' | 'unknown' = 'sent';
  /** About which agreement the channel was asked, and what it answers. */
  readonly confirmersAsked: string[] = [];
  confirmer: ConfirmerOutcome = { kind: 'confirmer', isPayer: true };
  /** Runs while a call is under way, as the world goes on meanwhile. */
  meanwhile: (call: Call) => void | Promise<void> = () => {};
  readonly #answers = new Map<OrderCall, ChannelOutcome[]>();
  readonly #refundAnswers = new Map<RefundCall, RefundOutcome[]>();

  /** The answers to come, in this order; the last one from then on. */
  answers(call: OrderCall, ...outcomes: readonly ChannelOutcome[]): void {
    this.#answers.set(call, [...outcomes]);
  }

  /** The same for calls about refunds. */
  answersRefund(call: RefundCall, ...outcomes: readonly RefundOutcome[]): void {
    this.#refundAnswers.set(call, [...outcomes]);
  }

  sentOf(kind: CallKind): Sent[] {
    return this.sent.filter((one) => one.kind === kind);
  }

  createRequest({ orderId, amountFen }: ChannelOrder): ChannelRequest {
    return request(orderId, 'create', { amountFen }, this.can.authorisesOnce);
  }

  cancelRequest(orderId: string, reason: string): ChannelRequest {
    return request(orderId, 'cancel', { reason });
  }

  completeRequest(orderId: string, amountFen: number, at: Date): ChannelRequest {
    return request(orderId, 'complete', { amountFen, at });
  }

  modifyRequest(orderId: string, amountFen: number, reason: string): ChannelRequest {
    return request(orderId, 'modify', { amountFen, reason });
  }

  collectAgainRequest(orderId: string): ChannelRequest {
    return request(orderId, 'collectAgain', {});
  }

  paidElsewhereRequest(orderId: string, paidAt: Date): ChannelRequest {
    return request(orderId, 'paidElsewhere', { paidAt });
  }

  refundRequest({ orderId, ...refund }: Parameters<Channel['refundRequest']>[0]): ChannelRequest {
    return request(orderId, 'refund', refund);
  }

  async send(
    kind: Exclude<CallKind, 'refund'>,
    what: ChannelRequest,
    _order: SentOrder,
    payer: Payer | null,
  ): Promise<ChannelOutcome> {
    this.sent.push({ kind, request: what, payer });
    await this.meanwhile(kind);
    return next(this.#answers, kind);
  }

  async sendRefund(what: ChannelRequest): Promise<RefundOutcome> {
    this.sent.push({ kind: 'refund', request: what, payer: null });
    await this.meanwhile('refund');
    return next(this.#refundAnswers, 'refund');
  }

  async query({ _id }: AskedOrder): Promise<ChannelOutcome> {
    this.queried.push(_id);
    await this.meanwhile('query');
    return next(this.#answers, 'query');
  }

  async queryConfirmer(confirmedUnder: string, { openid }: Payer): Promise<ConfirmerOutcome> {
    this.confirmersAsked.push(`${confirmedUnder} ${openid}`);
    return this.confirmer;
  }

  async queryRefund({ refundNo }: RefundRef): Promise<RefundOutcome> {
    this.queriedRefunds.push(refundNo);
    await this.meanwhile('queryRefund');
    return next(this.#refundAnswers, 'queryRefund');
  }

  async announceCharge(order: Announcement): Promise<'sent' | 'refused' | 'unknown'> {
    this.announced.push(order);
    return this.announcing;
  }

  async startAuthorisation(code: string): ReturnType<Channel['startAuthorisation']> {
    this.codes.push(code);
    return this.authoriseView ? { kind: 'view', view: this.authoriseView } : UNKNOWN;
  }

  async queryAuthorisation(whose: AgreementOf): Promise<AuthorisationOutcome> {
    this.askedFor.push(nameOf(whose));
    return this.authorisation;
  }

  async endAuthorisation(whose: AgreementOf, reason: string): Promise<'ended' | 'refused' | 'unknown'> {
    this.ended.push({ whose: nameOf(whose), reason });
    return this.ending;
  }

  detailView(orderId: string, now: Date): ChannelView | null {
    const extraData = { out_order_no: orderId, timestamp: String(now.getTime()) };
    return { businessType: 'wxpayScoreDetail', extraData };
  }

  readCallback(): Callback {
    throw new Error('not scripted');
  }
}

function next<C, O>(scripts: Map<C, O[]>, call: C): O {
  const script = scripts.get(call) ?? [];
  const answer = script.length > 1 ? script.shift() : script[0];
  if (answer === undefined) throw new Error(`nobody expected the call ${call}`);
  return answer;
}

function nameOf({ openid, code }: AgreementOf): string {
  return openid ?? code;
}

function request(orderId: string, path: string, body: object, withPayerId = false): ChannelRequest {
  return { orderId, path: `/${path}`, body: JSON.stringify({ orderId, ...body }), withPayerId };
}
