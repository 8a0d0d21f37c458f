import { setTimeout } from 'node:timers/promises';
import { Buyer } from '../local/buyer.ts';
import { LocalCloudBase } from '../local/client.ts';
import { Operator } from '../local/operator.ts';
import { printTable } from './table.ts';

const ORDERS = 40;
/** Fewer than the policy asks questions about within a day. */
const ORDERS_PER_BUYER = 4;
const POLL_MS = 5;

/** Whole lives of orders per second, createOrder to settled, through real functions and real signatures. */
export async function benchLifecycles(origin: string): Promise<void> {
  const cloud = new LocalCloudBase(origin);
  // The stand-in collects at once, in real time: what is measured is Houfu, not the waiting.
  await cloud.post('/_emulator/wechatpay/behaviour', { debitDelayMs: 0 });
  const rows = [['whole lives of an order', 'per second']];
  for (const atOnce of [1, 8]) {
    const each = Math.ceil(ORDERS / atOnce / ORDERS_PER_BUYER);
    const lanes = Array.from({ length: atOnce }, (_, lane) =>
      Array.from({ length: each }, (_, i) => new Buyer(cloud, `o-bench-${atOnce}-${lane}-${i}`)),
    );
    for (const buyer of lanes.flat()) await buyer.openAccount();
    await lives(cloud, lanes, atOnce, 'warm-up');
    const startedMs = performance.now();
    await lives(cloud, lanes, ORDERS, 'counted');
    const perSecond = (ORDERS * 1_000) / (performance.now() - startedMs);
    rows.push([atOnce === 1 ? 'one after the other' : `${atOnce} buyers at once`, perSecond.toFixed(1)]);
  }
  printTable('Lifecycles: five steps and the callback, five functions, WeChat Pay stand-in', rows);
}

async function lives(
  cloud: LocalCloudBase,
  lanes: readonly (readonly Buyer[])[],
  count: number,
  name: string,
): Promise<void> {
  await Promise.all(
    lanes.map(async (buyers, lane) => {
      for (let i = lane; i < count; i += lanes.length) {
        const buyer = buyers[Math.floor(i / lanes.length / ORDERS_PER_BUYER)];
        if (!buyer) throw new Error(`nobody is there for order ${i}`);
        await live(cloud, buyer, `bench-${name}-${i}`);
      }
    }),
  );
}

async function live(cloud: LocalCloudBase, buyer: Buyer, requestId: string): Promise<void> {
  const order = await buyer.createOrder(requestId, [{ productId: 'thermos', quantity: 1 }]);
  await buyer.assess(order.orderId);
  await new Operator(cloud).ship(order.orderId);
  await buyer.confirmReceipt(order.orderId);
  await buyer.payNow(order);
  while ((await buyer.read(order.orderId)).state !== 'settled') await setTimeout(POLL_MS);
}
