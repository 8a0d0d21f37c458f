import { beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import type { Order } from '../cloudfunctions/shared/domain/order/order.ts';
import { type Buyer, data, MOMENT_MS } from '../tools/local/buyer.ts';
import { refusal, tap } from './support/calls.ts';
import { CHANNELS } from './support/channels.ts';
import { underFault } from './support/faults.ts';
import { orderAt } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { OPERATOR, type System, useSystemOver } from './support/system.ts';

const EVIDENCE = '已放在林小满家门口，电话 13800000000';
const WHY = '搬家到丰泽区，不要了';
const FLAW = '壶嘴有缺口，林小满已拍照';
/** As database/collections.json names them. */
const COLLECTIONS = [
  'orders',
  'deliveries',
  'creditAccounts',
  'buyers',
  'products',
  'policies',
  'terms',
  'channelEvents',
  'operators',
  'visits',
];

/** A buyer with a settled order that was lowered and refunded, a cancelled one, and one that was only made. */
async function aCustomer(system: System): Promise<{ buyer: Buyer; orderIds: string[] }> {
  const { cloud, operator } = system;
  const buyer = await system.buyer();
  const first = await orderAt(system, buyer, 'shipped');
  const delivered = { step: 'delivered', orderId: first.orderId, evidence: EVIDENCE } as const;
  data(await cloud.call(OPERATOR, 'confirmShip', delivered));
  await buyer.payNow(await buyer.confirmReceipt(first.orderId));
  await cloud.advance(MOMENT_MS);
  await operator.lower(await buyer.read(first.orderId), first.payableFen - 1_000, FLAW);
  const second = await orderAt(system, buyer, 'accepted');
  data(await buyer.call('cancelOrder', { orderId: second.orderId, reason: WHY }));
  const third = await orderAt(system, buyer, 'created');
  await buyer.cancel(third.orderId);
  await cloud.advance(10 * MINUTE_MS);
  return { buyer, orderIds: [first, second, third].map(({ orderId }) => orderId) };
}

/** All that is stored, as text. */
async function everything({ cloud }: System): Promise<string> {
  return JSON.stringify(await Promise.all(COLLECTIONS.map((name) => cloud.documents(name))));
}

async function buyerIdOf({ database }: System, { openid }: Buyer): Promise<string> {
  const buyers = await database.documents<{ _id: string; openid: string }>('buyers');
  return buyers.find((one) => one.openid === openid)?._id ?? '';
}

/** What of a buyer may be found nowhere. */
async function secretsOf(there: System, buyer: Buyer): Promise<string[]> {
  const { delivery } = await buyer.checkout('unused-request', [{ productId: 'rice', quantity: 1 }]);
  const { recipient, phone, address } = delivery;
  const tracking = 'SF1234567890';
  const typed = [EVIDENCE, WHY, FLAW];
  return [buyer.openid, await buyerIdOf(there, buyer), recipient, phone, address, tracking, ...typed];
}

async function ordersOf({ database }: System, orderIds: readonly string[]): Promise<Order[]> {
  const orders = await database.orders();
  return orderIds.flatMap((id) => orders.filter(({ _id }) => _id === id));
}

/** What an order says of money, and when. */
function moneyFacts({ history, ...order }: Order) {
  const { _id, state, amountFen, payableFen, payment, refunds, consent, lines, channelOrderId } = order;
  const { createdAt, acceptedAt, receivedAt, chargeAt, collectingSince } = order;
  return {
    ...{ _id, state, amountFen, payableFen, payment, refunds, consent, lines, channelOrderId },
    times: [createdAt, acceptedAt, receivedAt, chargeAt, collectingSince],
    events: history.map(({ type, at, by }) => [type, at, by.role]),
  };
}

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const system = useSystemOver(tested);

  describe('a buyer’s data', () => {
    let buyer: Buyer;
    let orderIds: string[];
    let secrets: string[];
    beforeAll(async () => {
      ({ buyer, orderIds } = await aCustomer(system()));
      secrets = await secretsOf(system(), buyer);
    }, 60_000);

    test('is exported as the database holds it, without the merchant’s people', async () => {
      const { database } = system();
      const exported = await buyer.export();
      const buyerId = await buyerIdOf(system(), buyer);
      const inText = (value: unknown) => JSON.parse(JSON.stringify(value));
      const mine = (await ordersOf(system(), [...orderIds].reverse())).map((order) => ({
        ...order,
        history: order.history.map((event) => ({
          ...event,
          by: event.by.role === 'operator' ? { role: 'operator', id: 'operator' } : event.by,
        })),
      }));
      expect(exported.orders).toEqual(inText(mine));
      expect(JSON.stringify(exported.orders)).toContain(WHY);
      const own = (documents: { buyerId?: unknown; orderId?: unknown }[]) =>
        documents.filter((one) => one.buyerId === buyerId || orderIds.includes(String(one.orderId)));
      const deliveries = own(await database.documents('deliveries'));
      expect(deliveries).toHaveLength(3);
      expect(exported.deliveries.toSorted(byId)).toEqual(inText(deliveries).toSorted(byId));
      const events = own(await database.documents('channelEvents'));
      expect(events.length).toBeGreaterThan(0);
      expect(exported.channelEvents.toSorted(byId)).toEqual(inText(events).toSorted(byId));
      const accounts = await database.documents<{ _id: string }>('creditAccounts');
      const { version, next, erasedAs, ...account } = inText(accounts.find(({ _id }) => _id === buyerId));
      expect(exported.account).toEqual(account);
      expect(exported.identity.openid).toBe(buyer.openid);
      expect(exported.nextCursor).toBeNull();
    });

    test('is not erased while an order runs, and the buyer is told which', async () => {
      const { channel, cloud } = system();
      const { orderId } = await orderAt(system(), buyer, 'shipped');
      const before = await system().database.everything();
      const erase = { action: 'erase', confirm: true };
      expect(await refusal(buyer, 'account', erase)).toMatchObject({
        code: 'STILL_RUNNING',
        details: { orderIds: [orderId] },
      });
      expect(await system().database.everything()).toBe(before);
      // What is refused leaves a line in the log; the timer asks instead.
      await channel.tell('tampered');
      await buyer.payNow(await buyer.confirmReceipt(orderId));
      await cloud.advance(20 * MINUTE_MS);
      await channel.tell('normal');
      orderIds.push(orderId);
    });

    test('is erased from everywhere in one tap; what says of money stays as it was', async () => {
      const text = await everything(system());
      expect(secrets.filter((secret) => !text.includes(secret))).toEqual([]);
      const facts = (await ordersOf(system(), orderIds)).map(moneyFacts);
      expect(facts).toHaveLength(4);
      const erased = await buyer.erase();
      expect(erased.state).toBe('none');
      // What only the buyer can end he is told of once more.
      if (tested.can.endsAuthorisation) expect(erased.closing).toBeNull();
      else expect(erased.closing).toMatchObject({ authorisation: 'byBuyer' });
      const left = await everything(system());
      expect(secrets.filter((secret) => left.includes(secret))).toEqual([]);
      expect((await ordersOf(system(), orderIds)).map(moneyFacts)).toEqual(facts);
      await expectSound(system());
    });

    test('is in no line of a log', async () => {
      const lines = (await system().cloud.calls()).flatMap((call) => call.console.map((line) => line.text));
      expect(lines.length).toBeGreaterThan(0);
      const pseudonym = secrets[1] ?? '';
      for (const secret of secrets.filter((one) => one !== pseudonym)) {
        expect(lines.filter((line) => line.includes(secret))).toEqual([]);
      }
    });

    test('once erased leaves a stranger, to whom nothing is kept', async () => {
      const exported = await buyer.export();
      expect(exported).toMatchObject({ account: null, orders: [], deliveries: [], channelEvents: [] });
      const { items } = data(await buyer.call('readOrders', { view: 'mine' }));
      expect(items).toEqual([]);
      expect((await buyer.account()).state).toBe('none');
      await buyer.openAccount();
      expect(await buyer.account()).toMatchObject({ state: 'open', limitFen: 100_000, consents: [{}] });
      expect((await orderAt(system(), buyer, 'accepted')).state).toBe('accepted');
    });

    test('once erased still lets the merchant see the order, and give money back', async () => {
      const { cloud, operator, channel } = system();
      const [orderId = ''] = orderIds;
      const seen = data(await cloud.call(OPERATOR, 'readOrders', { view: 'merchantOne', orderId }));
      expect(seen).toMatchObject({ state: 'settled', delivery: null, shipment: { trackingNo: '' } });
      await operator.lower({ orderId, payableFen: seen.payableFen }, 0, '全部退还');
      await cloud.advance(DAY_MS);
      const givenBack = (await channel.givenBack()).filter((refund) => refund.orderId === orderId);
      expect(givenBack.map(({ stage }) => stage)).toEqual(['refunded', 'refunded']);
      const [order] = await ordersOf(system(), [orderId]);
      expect(order?.refunds.map(({ stage }) => stage)).toEqual(['refunded', 'refunded']);
    });
  });

  describe('an erasure that is cut off', () => {
    test.each([2, 5, 8, 11])('at its database call number %d is finished by the timer', async (nth) => {
      const { cloud } = system();
      const { buyer, orderIds } = await aCustomer(system());
      const secrets = await secretsOf(system(), buyer);
      const [openid = '', buyerId = ''] = secrets;
      const facts = (await ordersOf(system(), orderIds)).map(moneyFacts);
      const match = { service: 'database', function: tested.way.servedBy('account'), nth };
      const struck = await underFault(cloud, { match, effect: 'kill', times: 1 }, () =>
        tap(buyer, 'account', { action: 'erase', confirm: true }),
      );
      expect(struck).toBe(1);
      // Killed before it was begun, it is the buyer who taps again.
      if ((await buyer.account()).state === 'open') await buyer.erase();
      await cloud.advance(10 * MINUTE_MS);
      const left = await everything(system());
      expect([openid, buyerId].filter((secret) => left.includes(secret))).toEqual([]);
      expect((await ordersOf(system(), orderIds)).map(moneyFacts)).toEqual(facts);
    });
  });
});

function byId(a: { readonly _id: string }, b: { readonly _id: string }): number {
  return a._id < b._id ? -1 : 1;
}
