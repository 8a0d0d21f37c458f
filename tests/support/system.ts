import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { Order as StoredOrder } from '../../cloudfunctions/shared/domain/order/order.ts';
import { Buyer, data, type Order } from '../../tools/local/buyer.ts';
import { LocalCloudBase } from '../../tools/local/client.ts';
import { launchEmulator, type RunningEmulator } from '../../tools/local/launch.ts';
import { OPERATOR, Operator } from '../../tools/local/operator.ts';
import type { ChannelInTest, StandIn } from './channels/standIn.ts';
import { WECHATPAY, type WechatpayStandIn } from './channels/wechatpay.ts';
import { Database } from './database.ts';

export { OPERATOR };

/** Days and weeks pass in every test: the timer need not run a thousand times on each way. */
const TIMER_RUNS = 80;

/**
 * One local CloudBase for a test file, with everything a test needs to act on it and to look inside. Its buyers all
 * come through one channel.
 */
export class System<C extends StandIn = StandIn> {
  readonly cloud: LocalCloudBase;
  readonly database: Database;
  /** The stand-in. */
  readonly channel: C;
  readonly operator: Operator;

  constructor(
    readonly emulator: RunningEmulator,
    readonly tested: ChannelInTest<C>,
  ) {
    this.cloud = new LocalCloudBase(emulator.origin, TIMER_RUNS);
    this.database = new Database(this.cloud);
    this.channel = tested.standIn(this.cloud);
    this.operator = new Operator(this.cloud);
  }

  /** A buyer whom nobody has met. */
  stranger(): Buyer {
    return new Buyer(this.cloud, `o-test-${randomUUID().slice(0, 12)}`, this.tested.way);
  }

  /** One who has opened 先用后付 and authorised at the channel. */
  async buyer(): Promise<Buyer> {
    const buyer = this.stranger();
    await buyer.openAccount();
    return buyer;
  }

  /** The movable clock. */
  async now(): Promise<Date> {
    const { now } = (await this.cloud.post('/_emulator/clock', { advanceMs: 0 })) as { now: string };
    return new Date(now);
  }

  /** As they are stored. */
  async ordersOf(buyer: Buyer): Promise<StoredOrder[]> {
    const all = { view: 'mine', limit: 50 } as const;
    const mine = data(await buyer.call('readOrders', all)).items.map((order) => order.orderId);
    return (await this.database.orders()).filter((order) => mine.includes(order._id));
  }

  ship(orderId: string): Promise<Order> {
    return this.operator.ship(orderId);
  }
}

/** Starts a local CloudBase before the tests of this file and stops it after them; its buyers come through WeChat. */
export function useSystem(
  options: readonly string[] = ['--memory'],
  environment: Readonly<Record<string, string>> = {},
): () => System<WechatpayStandIn> {
  return useSystemOver(WECHATPAY, environment, options);
}

/** The same for any channel. */
export function useSystemOver<C extends StandIn>(
  channel: ChannelInTest<C>,
  environment: Readonly<Record<string, string>> = {},
  options: readonly string[] = ['--memory'],
): () => System<C> {
  let system: System<C> | undefined;
  beforeAll(async () => {
    system = new System(await launchEmulator(process.cwd(), options, environment), channel);
    await system.channel.prepare();
  });
  afterAll(() => system?.emulator.stop());
  return () => {
    if (!system) throw new Error('the local CloudBase is not there yet');
    return system;
  };
}
