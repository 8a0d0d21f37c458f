import { createHash } from 'node:crypto';
import type { CreditAccount } from '../domain/account/account.ts';
import { DomainError } from '../domain/domainError.ts';
import { after } from '../domain/duration.ts';
import type { Order } from '../domain/order/order.ts';
import type { Policy } from '../domain/policy.ts';
import type { PushMessage, PushOutcome } from '../usecases/money/push.ts';
import type { Caller, LogFields, Services, Terms } from '../usecases/services.ts';
import { aPolicy, BUYER, ORDER, someTerms, T0 } from './builders.ts';
import { MemoryStore } from './memoryStore.ts';
import { ScriptedChannel } from './scriptedChannel.ts';

const channel = 'wechatpay';
export const CALLER: Caller = { openid: 'openid-1', buyerId: BUYER, channel };
export const STRANGER: Caller = { openid: 'openid-2', buyerId: 'buyer-2', channel };
export const OPERATOR: Caller = { openid: 'openid-operator', buyerId: 'buyer-operator', channel };

interface Documents {
  readonly order?: Order;
  readonly account?: CreditAccount;
  readonly channel?: ScriptedChannel;
}

/** Everything around a use case, in memory: database, channel, clock, log. */
export class World {
  readonly store = new MemoryStore();
  readonly channel: ScriptedChannel;
  readonly logged: { readonly event: string; readonly fields: LogFields }[] = [];
  readonly alarms: { readonly event: string; readonly fields: LogFields }[] = [];
  readonly pushed: PushMessage[] = [];
  /** Most buyers have no open grant. */
  pushOutcome: PushOutcome = 'refused';
  now = T0;
  policy: Policy = aPolicy();
  terms: Terms = someTerms();
  readonly services: Services;
  #ids = 0;

  constructor(documents: Documents = {}) {
    this.channel = documents.channel ?? new ScriptedChannel();
    if (documents.order) this.store.seed('orders', documents.order);
    if (documents.account) this.store.seed('creditAccounts', documents.account);
    this.store.seed('buyers', { _id: BUYER, openid: CALLER.openid, since: T0 });
    this.services = this.#services();
  }

  later(ms: number): void {
    this.now = after(this.now, ms);
  }

  order(id: string = ORDER): Order {
    const order = this.store.peek<Order>('orders', id);
    if (!order) throw new Error(`there is no order ${id}`);
    return order;
  }

  account(id: string = BUYER): CreditAccount {
    const account = this.store.peek<CreditAccount>('creditAccounts', id);
    if (!account) throw new Error(`there is no account ${id}`);
    return account;
  }

  attentions(): unknown[] {
    return this.alarms.map(({ fields }) => fields['attention']).filter((code) => code !== undefined);
  }

  #services(): Services {
    return {
      store: this.store,
      identity: {
        buyerId: (_channel, openid) => openid.replace('openid', 'buyer'),
        orderId: (buyerId, requestId) => hash(`${buyerId} ${requestId}`).slice(0, 32),
        requestHash: (request) => hash(JSON.stringify(request)),
      },
      now: () => this.now,
      newId: () => `id-${++this.#ids}`,
      rules: async () => ({ policy: this.policy, terms: this.terms }),
      operator: async ({ openid }) => {
        if (openid !== OPERATOR.openid) throw new DomainError('FORBIDDEN');
        return { role: 'operator', id: 'S001' };
      },
      log: (event, fields) => this.logged.push({ event, fields }),
      alarm: (event, fields) => this.alarms.push({ event, fields }),
      channel: async () => this.channel,
      push: async (message) => {
        this.pushed.push(message);
        return this.pushOutcome;
      },
    };
  }
}

/** The code of the refusal that a call ends with, or `none`. Defects pass through. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
