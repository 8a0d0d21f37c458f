import type { CreditAccount } from '../../domain/account/account.ts';
import type { Order } from '../../domain/order/order.ts';
import { anAccount, aPolicy, aProduct } from '../builders.ts';
import { HostileChannel } from '../hostileChannel.ts';
import { CALLER, STRANGER, World } from '../world.ts';
import { RuleWatch } from './ruleWatch.ts';

export const BUYERS = [CALLER, STRANGER] as const;
/** How many orders each buyer may place. */
export const ORDERS_EACH = 3;
export const PRICE_FEN = 20_000;
/** Two orders fit below the opening limit. */
export const QUANTITY = 2;

/** How the channel is, and the messages, which differs between merchants and days. */
export interface Manners {
  readonly lowersAmount: boolean;
  readonly cancelsWhileCollecting: boolean;
  readonly findsMoney: boolean;
  readonly ending: 'refunded' | 'closed' | 'abnormal';
  /** Whether it declines every third order. */
  readonly declines: boolean;
  /** Whether a page is passed on of every third order, and another person confirms it. */
  readonly passesOn: boolean;
  readonly messages: 'sent' | 'refused' | 'unknown';
}

export interface Market {
  readonly world: World;
  readonly channel: HostileChannel;
  readonly watch: RuleWatch;
}

/** How buyers agree at the channel: once, to each order, or to each by which it only begins to be known there. */
export type Agreeing = 'once' | 'each' | 'eachOnPage';

/** Two buyers who have opened the service, a merchant, and a channel. */
export function aMarket(agreeing: Agreeing, manners: Manners): Market {
  const channel = new HostileChannel();
  channel.can.authorisesOnce = agreeing === 'once';
  channel.can.knowsUnconfirmed = agreeing !== 'eachOnPage';
  channel.can.lowersAmount = manners.lowersAmount;
  channel.cancelsWhileCollecting = manners.cancelsWhileCollecting;
  channel.findsMoney = manners.findsMoney;
  channel.refunds.ending = manners.ending;
  const third = (orderId: string) => Number.parseInt(orderId.slice(0, 6), 16) % 3;
  channel.declines = (orderId) => channel.can.knowsUnconfirmed && manners.declines && third(orderId) === 0;
  channel.passedOn = (orderId) => manners.passesOn && third(orderId) === 1;
  const world = new World({ channel });
  channel.now = () => world.now;
  world.pushOutcome = manners.messages;
  const fields = { amount: 'amount1', time: 'time2', note: 'thing3' };
  const template = { templateId: 'TPL', fields };
  world.policy = aPolicy({
    limits: { growPerOrderInTimeFen: 10_000, shrinkPerOverduePercent: 20 },
    messages: { charge: template, overdue: template },
  });
  world.store.seed('products', aProduct({ priceFen: PRICE_FEN }));
  for (const { buyerId, openid } of BUYERS) {
    world.store.seed('creditAccounts', anAccount({ _id: buyerId }));
    world.store.seed('buyers', { _id: buyerId, openid });
  }
  return { world, channel, watch: new RuleWatch(world, channel) };
}

export function ordersIn({ store }: World): Order[] {
  return store.all<Order>('orders');
}

export function accountsIn({ store }: World): CreditAccount[] {
  return store.all<CreditAccount>('creditAccounts');
}
