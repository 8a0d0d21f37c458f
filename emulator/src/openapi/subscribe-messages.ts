import type { Clock } from '../kernel/clock.ts';
import type { OpenApiArguments, OpenApiResult } from './messages.ts';

/** A message that a user allowed and a function sent. */
export interface SentMessage {
  readonly openid: string;
  readonly templateId: string;
  readonly page: string | null;
  readonly data: unknown;
  readonly sentAt: string;
}

interface Grant {
  readonly openid: string;
  readonly templateId: string;
  readonly count: number;
}

export interface SubscribeMessagesState {
  readonly grants: readonly Grant[];
  readonly sent: readonly SentMessage[];
}

/**
 * One-time subscriptions: each time a user accepts a template, the merchant may send one message of it.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
export class SubscribeMessages {
  readonly #clock: Clock;
  #grants: Grant[] = [];
  #sent: SentMessage[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The user accepts; answers how many sends are open now. */
  grant(openid: string, templateId: string, count: number): number {
    return this.#setCount(openid, templateId, this.#count(openid, templateId) + count);
  }

  send(message: OpenApiArguments): OpenApiResult {
    const { touser: openid, template_id: templateId, data, page } = message;
    if (typeof openid !== 'string' || openid === '') return { errcode: 40003, errmsg: 'invalid openid' };
    if (typeof templateId !== 'string' || templateId === '') {
      return { errcode: 40037, errmsg: 'invalid template_id' };
    }
    if (!isMessageData(data)) return { errcode: 47003, errmsg: 'argument invalid! data' };
    const count = this.#count(openid, templateId);
    if (count === 0) return { errcode: 43101, errmsg: 'user refuse to accept the msg' };
    this.#setCount(openid, templateId, count - 1);
    const sentAt = this.#clock.date().toISOString();
    this.#sent.push({ openid, templateId, page: typeof page === 'string' ? page : null, data, sentAt });
    return { errcode: 0, errmsg: 'ok' };
  }

  get state(): SubscribeMessagesState {
    return { grants: this.#grants, sent: this.#sent };
  }

  set state({ grants, sent }: SubscribeMessagesState) {
    this.#grants = [...grants];
    this.#sent = [...sent];
  }

  #count(openid: string, templateId: string): number {
    return this.#grants.find((one) => one.openid === openid && one.templateId === templateId)?.count ?? 0;
  }

  #setCount(openid: string, templateId: string, count: number): number {
    const others = this.#grants.filter((one) => one.openid !== openid || one.templateId !== templateId);
    this.#grants = count > 0 ? [...others, { openid, templateId, count }] : others;
    return count;
  }
}

/** `{name: {value: "…"}}`, at least one. */
function isMessageData(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  const values = Object.values(data);
  return values.length > 0 && values.every((item) => typeof item?.value === 'string' && item.value !== '');
}
