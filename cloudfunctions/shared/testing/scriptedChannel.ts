import type {
  AuthorisationOutcome,
  CallbackContent,
  Channel,
  ChannelOutcome,
  ChannelView,
  Payer,
} from '../channels/channel.ts';
import type { Attempt, ChannelRequest } from '../domain/order/attempt.ts';
import type { ChannelFacts, ChannelStage } from '../domain/order/channelFacts.ts';
import { factsAt } from './builders.ts';

type Call = Attempt['kind'] | 'query';

export interface Sent {
  readonly kind: Attempt['kind'];
  readonly request: ChannelRequest;
  readonly payer: Payer | null;
}

export const VIEW: ChannelView = { businessType: 'wxpayScoreUse', extraData: { package: 'pkg' } };
export const UNKNOWN: ChannelOutcome = { kind: 'unknown', cause: 'ECONNABORTED' };
export const NOT_FOUND: ChannelOutcome = { kind: 'notFound' };
export const REFUSED: ChannelOutcome = { kind: 'refused', code: 'INVALID_REQUEST' };

/** The signed answer that the order stands at that stage. */
export function says(stage: ChannelStage, changes: Partial<ChannelFacts> = {}): ChannelOutcome {
  return {
    kind: 'facts',
    facts: factsAt(stage, changes),
    confirmView: stage === 'awaitingBuyer' ? VIEW : null,
  };
}

/** A channel that answers what a test told it to, and remembers what it was asked. */
export class ScriptedChannel implements Channel {
  readonly name = 'wechatpay';
  needsAuthorisation = true;
  readonly sent: Sent[] = [];
  readonly queried: string[] = [];
  /** Under which numbers an authorisation was started, and about whom the channel was asked. */
  readonly codes: string[] = [];
  readonly askedFor: string[] = [];
  authoriseView: ChannelView | null = { businessType: 'wxpayScoreEnable', extraData: { t: '1' } };
  authorisation: AuthorisationOutcome = { kind: 'state', state: 'never' };
  /** Runs while a call is under way, as the world goes on meanwhile. */
  meanwhile: (call: Call) => void | Promise<void> = () => {};
  readonly #answers = new Map<Call, ChannelOutcome[]>();

  /** The answers to come, in this order; the last one from then on. */
  answers(call: Call, ...outcomes: readonly ChannelOutcome[]): void {
    this.#answers.set(call, [...outcomes]);
  }

  sentOf(kind: Attempt['kind']): Sent[] {
    return this.sent.filter((one) => one.kind === kind);
  }

  createRequest(order: { readonly orderId: string; readonly amountFen: number }): ChannelRequest {
    return request(order.orderId, 'create', { amountFen: order.amountFen }, this.needsAuthorisation);
  }

  cancelRequest(orderId: string, reason: string): ChannelRequest {
    return request(orderId, 'cancel', { reason });
  }

  completeRequest(orderId: string, amountFen: number, at: Date): ChannelRequest {
    return request(orderId, 'complete', { amountFen, at });
  }

  async send(kind: Attempt['kind'], what: ChannelRequest, payer: Payer | null): Promise<ChannelOutcome> {
    this.sent.push({ kind, request: what, payer });
    await this.meanwhile(kind);
    return this.#answer(kind);
  }

  async query(orderId: string): Promise<ChannelOutcome> {
    this.queried.push(orderId);
    await this.meanwhile('query');
    return this.#answer('query');
  }

  async startAuthorisation(code: string): Promise<ChannelView | null> {
    this.codes.push(code);
    return this.authoriseView;
  }

  async queryAuthorisation(payer: Payer): Promise<AuthorisationOutcome> {
    this.askedFor.push(payer.openid);
    return this.authorisation;
  }

  readCallback(): CallbackContent {
    throw new Error('not scripted');
  }

  #answer(call: Call): ChannelOutcome {
    const script = this.#answers.get(call) ?? [];
    const answer = script.length > 1 ? script.shift() : script[0];
    if (!answer) throw new Error(`nobody expected the call ${call}`);
    return answer;
  }
}

function request(orderId: string, path: string, body: object, withPayerId = false): ChannelRequest {
  return { orderId, path: `/${path}`, body: JSON.stringify({ orderId, ...body }), withPayerId };
}
