import { afterEach, beforeAll, expect, test } from 'vitest';
import type { CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import { MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { API_V3_KEY, envelope, PARTIES } from '../../cloudfunctions/shared/testing/wechatpayPeer.ts';
import { type Buyer, MOMENT_MS } from '../../tools/local/buyer.ts';
import { WECHATPAY } from '../support/channels/wechatpay.ts';
import { awaitingConfirmation } from '../support/confirmEach.ts';
import { type SentCallback, useRecorder } from '../support/recorder.ts';

/**
 * The vendor's acceptance list (docs/acceptance.md): its three callbacks, held back and then sent as the vendor
 * might, to a service where the buyer confirms each order.
 */
const recorder = useRecorder(WECHATPAY.confirmEach);
const system = () => recorder().system;
const send = (callback: SentCallback) => recorder().send(callback);

const faults = '/_emulator/faults';
afterEach(() => system().cloud.clearFaults());

const EVENTS = ['confirmed', 'paid', 'refunded'] as const;
type Event = (typeof EVENTS)[number];
type Told = Readonly<Record<Event, SentCallback>>;

/** THERMOS. */
const AMOUNT_FEN = 8_900;

/** An order that the buyer has confirmed at the channel, which nobody here knows yet. */
async function confirmed(): Promise<{ buyer: Buyer; orderId: string; callback: SentCallback }> {
  const buyer = system().stranger();
  const { orderId, page } = await awaitingConfirmation(buyer);
  await buyer.confirm(page);
  await system().cloud.advance(MOMENT_MS);
  return { buyer, orderId, callback: await recorder().last() };
}

/** From the confirmed order on, until the channel has the money. */
async function paid(buyer: Buyer, orderId: string): Promise<SentCallback> {
  await system().ship(orderId);
  await buyer.payNow(await buyer.confirmReceipt(orderId));
  await system().cloud.advance(MOMENT_MS);
  return recorder().last();
}

async function refunded(buyer: Buyer, orderId: string): Promise<SentCallback> {
  await system().operator.lower(await buyer.read(orderId), 0);
  await system().cloud.advance(MOMENT_MS);
  return recorder().last();
}

/** Where the order stands for each event, before and after it. */
async function standing(orderId: string, event: Event): Promise<string | undefined> {
  const { state, refunds } = await system().database.order(orderId);
  return event === 'refunded' ? refunds[0]?.stage : state;
}
const STANDINGS = {
  confirmed: ['approved', 'accepted'],
  paid: ['settling', 'settled'],
  refunded: ['processing', 'refunded'],
} as const;

/** Leads an order through its three callbacks; `tell` sends each, once it is due. */
async function life(tell: (event: Event, callback: SentCallback, orderId: string) => Promise<void>) {
  const { buyer, orderId, callback } = await confirmed();
  await tell('confirmed', callback, orderId);
  const ofPayment = await paid(buyer, orderId);
  await tell('paid', ofPayment, orderId);
  const ofRefund = await refunded(buyer, orderId);
  await tell('refunded', ofRefund, orderId);
  const told: Told = { confirmed: callback, paid: ofPayment, refunded: ofRefund };
  return { buyer, orderId, told };
}

async function evidenceOf(orderId: string): Promise<unknown[]> {
  const events = await system().database.documents('channelEvents');
  return events.filter((event) => event['orderId'] === orderId).map(({ event }) => event);
}

async function accountOf(orderId: string): Promise<CreditAccount> {
  return system().database.accountOf(await system().database.order(orderId));
}

/** An order that was led to its end, and all that was told of it. */
let ended: Awaited<ReturnType<typeof life>>;
/** What the order came to by each event, and the answers to a changed and to the genuine callback. */
const seen: Record<string, unknown> = {};

beforeAll(async () => {
  ended = await life(async (event, callback, orderId) => {
    const changed = { ...callback, body: callback.body.replace('"id":"EV', '"id":"EW') };
    const before = [await send(changed), await standing(orderId, event)];
    seen[event] = [...before, await send(callback), await standing(orderId, event)];
  });
});

test('2 ● each of the three callbacks is verified, then decrypted and believed', () => {
  expect(seen).toEqual({
    confirmed: [401, 'approved', 204, 'accepted'],
    paid: [401, 'settling', 204, 'settled'],
    refunded: [401, 'processing', 204, 'refunded'],
  });
});

test('G3 ● callbacks that arrive at once and again count once', async () => {
  const { orderId } = await life(async (event, callback, id) => {
    expect(await standing(id, event)).toBe(STANDINGS[event][0]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(callback)));
    expect([...answers, await send(callback)]).toEqual(Array(7).fill(204));
    expect(await standing(id, event)).toBe(STANDINGS[event][1]);
  });
  const { history, attention, payment } = await system().database.order(orderId);
  const told = history.map(({ type }) => type).filter((type) => /accepted|settled|refunded/.test(type));
  expect(told).toEqual(['accepted', 'settled', 'refunded']);
  expect([payment?.paidFen, attention]).toEqual([AMOUNT_FEN, []]);
  expect(await accountOf(orderId)).toMatchObject({
    limitFen: 110_000,
    availableFen: 110_000,
    record: { settledInTime: 1 },
  });
  expect(await evidenceOf(orderId)).toEqual([
    'PAYSCORE.USER_CONFIRM',
    'PAYSCORE.USER_PAID',
    'REFUND.SUCCESS',
  ]);
});

test('3 ● each of the three is idempotent by itself, in whatever order they come again', async () => {
  const { orderId, told } = ended;
  const before = await system().database.everything();
  for (const order of [EVENTS, EVENTS.toReversed(), [...EVENTS, ...EVENTS]]) {
    const answers = await Promise.all(order.map((event) => send(told[event])));
    expect(answers).toEqual(order.map(() => 204));
  }
  expect(await system().database.everything()).toBe(before);
  expect(await evidenceOf(orderId)).toHaveLength(3);
});

test('3 ● one that takes its time does not hold up another of the same order', async () => {
  const { told } = ended;
  const match = { service: 'database', function: 'wechatpayCallback', collection: 'channelEvents' };
  await system().cloud.post(faults, [{ match, effect: 'delay', ms: 4_000, times: 1 }]);
  const done: Event[] = [];
  const sent = (event: Event) => send(told[event]).then(() => done.push(event));
  const slow = sent('confirmed');
  await expect.poll(faultHits).toBe(1);
  await Promise.all([sent('paid'), sent('refunded')]);
  expect(done).not.toContain('confirmed');
  await slow;
});

async function faultHits(): Promise<number | undefined> {
  const listed = (await (await fetch(system().cloud.origin + faults)).json()) as { hits: number }[];
  return listed[0]?.hits;
}

test('4 ● an order that stays CREATED is asked about, because callbacks may never come', async () => {
  const buyer = system().stranger();
  const { orderId, page } = await awaitingConfirmation(buyer);
  // Long after what became of its creation was asked.
  await system().cloud.advance(5 * MINUTE_MS);
  await buyer.confirm(page);
  expect((await buyer.read(orderId)).state).toBe('approved');
  await system().cloud.advance(10 * MINUTE_MS);
  expect((await buyer.read(orderId)).state).toBe('accepted');
});

test.each([
  ['more', 9_999, 'COLLECTED_MORE_THAN_AGREED'],
  ['less', 8_000, 'COLLECTED_LESS_THAN_AGREED'],
  ['as agreed', AMOUNT_FEN, null],
])('24 ● the amount in the paid callback is compared with the order: %s', async (_what, paidFen, code) => {
  const { buyer, orderId, callback } = await confirmed();
  await send(callback);
  await paid(buyer, orderId);
  const sign = await recorder().signer();
  const { order_id } = (await system().channel.order(orderId)) ?? {};
  const details = [{ amount: paidFen, transaction_id: `tx-${orderId}` }];
  const collection = { state: 'USER_PAID', total_amount: paidFen, paid_amount: paidFen, details };
  const content = {
    ...PARTIES,
    service_id: WECHATPAY.confirmEach['WECHATPAY_SERVICE_ID'],
    out_order_no: orderId,
    order_id,
  };
  const body = envelope('PAYSCORE.USER_PAID', { ...content, state: 'DONE', collection }, await apiV3Key());
  expect(await send(sign(body.replace('EV-1', `EV-${orderId}`), await system().now()))).toBe(204);
  const { state, payment, attention } = await system().database.order(orderId);
  expect([state, payment?.paidFen, attention.map((one) => one.code)]).toEqual([
    'settled',
    paidFen,
    code ? [code] : [],
  ]);
});

async function apiV3Key(): Promise<string> {
  const response = await fetch(`${system().cloud.origin}/_emulator/wechatpay/environment`);
  const given = (await response.json()) as Record<string, string>;
  return given['WECHATPAY_APIV3_KEY'] ?? API_V3_KEY;
}

test('13 ● the business view opens for the appid that created the order, and for no other', async () => {
  const { cloud } = system();
  const buyer = system().stranger();
  const { orderId, page } = await awaitingConfirmation(buyer);
  const open = (appid: string) =>
    cloud.post('/_emulator/wechatpay/openBusinessView', {
      businessType: 'wxpayScoreUse',
      extraData: { package: page.extraData['package'] },
      openid: buyer.openid,
      appid,
    });
  expect(await system().channel.order(orderId)).toMatchObject({ appid: PARTIES.appid });
  expect(await open('wx0000000000000009')).toMatchObject({ errCode: 4108 });
  expect(await open(PARTIES.appid)).toMatchObject({ page: expect.any(String) });
});
