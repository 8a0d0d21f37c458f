import { afterEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { type Buyer, MOMENT_MS, type Order } from '../../tools/local/buyer.ts';
import { refusal } from '../support/calls.ts';
import { newRequestId, orderAt, type Stage, TEA_SET, THERMOS } from '../support/lives.ts';
import { expectSound } from '../support/soundness.ts';
import { useSystem } from '../support/system.ts';

/** The vendor's acceptance list (docs/acceptance.md): what the orders and their money show, over HTTP. */

/** Between THERMOS and TEA_SET. */
const RISK_CAP_FEN = 10_000;
const AMOUNT_FEN = 8_900;

const system = useSystem(['--memory'], { WECHATPAY_RISK_CAP_FEN: String(RISK_CAP_FEN) });
afterEach(async () => {
  await system().cloud.clearFaults();
  await system().channel.behave({ answers: 'normal', callbacks: 'normal' });
  await expectSound(system());
});

async function unpaid(): Promise<{ buyer: Buyer; order: Order }> {
  const buyer = await system().buyer();
  await buyer.setBalance(0);
  const { orderId } = await orderAt(system(), buyer, 'settling', THERMOS);
  await system().cloud.advance(MOMENT_MS);
  return { buyer, order: await buyer.read(orderId) };
}

/** The attempts to tell us that this order is paid, as the channel remembers them. */
async function deliveriesOf({ orderId }: Order) {
  const { deliveries } = await system().channel.state();
  const paid = deliveries
    .map(([, one]) => one)
    .find(({ event }) => event.resource['out_order_no'] === orderId);
  return paid?.attempts ?? [];
}

test.each(['badSignature', 'unknownSerial', 'staleTimestamp', 'unsigned'] as const)(
  'G1 ● a 2xx answer is not believed before its signature is verified: %s',
  async (answers) => {
    const { cloud, channel, database } = system();
    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'received', THERMOS);
    await channel.behave({ answers, callbacks: 'lost' });
    expect(await buyer.payNow(order)).toMatchObject({ state: 'settling', pending: true });
    // The channel has done it, and its answers say so; nobody has signed them rightly.
    await cloud.advance(10 * MINUTE_MS);
    expect(await channel.order(order.orderId)).toMatchObject({ state: 'DONE' });
    expect((await database.order(order.orderId)).history.map(({ type }) => type)).not.toContain('settled');
    await channel.behave({ answers: 'normal' });
    await cloud.advance(HOUR_MS);
    expect(await buyer.read(order.orderId)).toMatchObject({
      state: 'settled',
      payment: { paidFen: AMOUNT_FEN },
    });
    expect(await channel.requests(order.orderId, 'complete')).toBe(1);
  },
);

test('G4 ○ a signature probe is refused like any bad signature, and the real callback is taken', async () => {
  const { cloud, channel } = system();
  const buyer = await system().buyer();
  await channel.behave({ callbacks: 'probe' });
  const order = await orderAt(system(), buyer, 'settling', THERMOS);
  await cloud.advance(MOMENT_MS);
  expect(await deliveriesOf(order)).toMatchObject([{ probe: 401, outcome: 204 }]);
  expect((await buyer.read(order.orderId)).state).toBe('settled');
});

test('1 ● WeChat’s order page opens with the parameters that the APIv2 key has signed', async () => {
  const { buyer, order } = await unpaid();
  const { payView } = await buyer.settle(order);
  const open = (changes: object) =>
    system().cloud.post('/_emulator/wechatpay/openBusinessView', {
      businessType: payView?.businessType,
      extraData: { ...payView?.extraData, ...changes },
      openid: buyer.openid,
    });
  expect(await open({})).toMatchObject({ page: expect.any(String) });
  expect(await open({ nonce_str: 'another' })).toMatchObject({
    errMsg: expect.stringContaining('商户签名校验失败'),
  });
});

test('6 ○ an order above the service’s cap is refused before the channel is asked', async () => {
  const { channel } = system();
  const buyer = await system().buyer();
  const before = await channel.asked('create');
  const { orderId } = await buyer.createOrder(newRequestId(), TEA_SET);
  const { order } = await buyer.assess(orderId);
  expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'ABOVE_CHANNEL_MAXIMUM' }] });
  expect(await channel.asked('create')).toBe(before);
  await orderAt(system(), buyer, 'accepted', THERMOS);
  expect(await channel.asked('create')).toBe(before + 1);
});

const STAGES: readonly Stage[] = ['created', 'accepted', 'shipped', 'received', 'settling', 'settled'];
const CALLS = ['complete', 'cancel', 'modify'] as const;

test.each(STAGES)(
  '9 ○ complete, cancel and modify are only sent where the state allows: %s',
  async (stage) => {
    const { channel, operator } = system();
    const taps = {
      complete: (buyer: Buyer, order: Order) => buyer.payNow(order),
      cancel: (buyer: Buyer, { orderId }: Order) => buyer.cancel(orderId),
      modify: (_buyer: Buyer, order: Order) => operator.lower(order, 5_000),
    };
    const allowedIn = { complete: 'received', cancel: 'accepted', modify: 'settling' } as const;
    for (const call of CALLS) {
      const buyer = await system().buyer();
      if (stage === 'settling') await buyer.setBalance(0);
      const order = await orderAt(system(), buyer, stage, THERMOS);
      const before = await channel.requests(order.orderId, call);
      await taps[call](buyer, order).catch(() => null);
      const sent = (await channel.requests(order.orderId, call)) - before;
      expect([call, sent]).toEqual([call, allowedIn[call] === stage ? 1 : 0]);
    }
  },
);

test('11 ● refunds never sum up to more than was paid: what is too much is not asked for', async () => {
  const { cloud, channel, operator } = system();
  const buyer = await system().buyer();
  const order = await orderAt(system(), buyer, 'settled', THERMOS);
  const before = await channel.asked('refund');
  const once = await operator.lower(order, 5_000);
  await Promise.all([1, 2, 3].map(() => operator.lower(once, 1_000).catch(() => null)));
  await operator.lower(await buyer.read(order.orderId), 0);
  // A repetition is no error and sends nothing.
  await operator.lower({ orderId: order.orderId, payableFen: 0 }, 0);
  const less = { step: 'lower', orderId: order.orderId, shownAmountFen: 0, amountFen: -1, reason: '再退' };
  expect((await refusal(operator, 'settle', less)).code).toBe('INVALID_INPUT');
  await cloud.advance(HOUR_MS);
  const refunds = (await channel.refunds(order.orderId)).map(({ refundFen }) => refundFen);
  expect(refunds.reduce((sum, fen) => sum + fen, 0)).toBe(AMOUNT_FEN);
  // Not one request more than what the channel has taken: it was never left to refuse.
  expect((await channel.asked('refund')) - before).toBe(refunds.length);
});

test('16 ○ sync after payment through another channel is idempotent', async () => {
  const { cloud, channel, operator } = system();
  const { buyer, order } = await unpaid();
  const { orderId } = order;
  const paidAt = await system().now();
  const lost = { match: { service: 'wechatpay', action: 'sync' }, effect: 'dropBefore', times: 1 };
  await cloud.post('/_emulator/faults', [lost]);
  expect(await operator.paidElsewhere(orderId, paidAt)).toMatchObject({ pending: true });
  const again = { step: 'paidElsewhere', orderId, paidAt: paidAt.toISOString() };
  expect((await refusal(operator, 'settle', again)).code).toBe('CHANNEL_CALL_OPEN');
  await cloud.advance(5 * MINUTE_MS);
  const settled = await buyer.read(orderId);
  expect(settled).toMatchObject({ state: 'settled', payment: { paidFen: AMOUNT_FEN, transactionId: null } });
  const sent = await channel.requests(orderId, 'sync');
  expect((await operator.paidElsewhere(orderId, paidAt)).timeline).toEqual(settled.timeline);
  expect(await channel.requests(orderId, 'sync')).toBe(sent);
});

test('22 ○ modify only lowers the amount', async () => {
  const { channel, operator } = system();
  const { order } = await unpaid();
  const lower = (shownAmountFen: number, amountFen: number) =>
    refusal(operator, 'settle', {
      step: 'lower',
      orderId: order.orderId,
      shownAmountFen,
      amountFen,
      reason: '瑕疵',
    });
  for (const amountFen of [AMOUNT_FEN, AMOUNT_FEN + 1])
    expect((await lower(AMOUNT_FEN, amountFen)).code).toBe('AMOUNT_NOT_LOWER');
  expect(await channel.requests(order.orderId, 'modify')).toBe(0);
  await operator.lower(order, 5_000);
  expect((await lower(5_000, 5_001)).code).toBe('AMOUNT_NOT_LOWER');
  expect(await channel.requests(order.orderId, 'modify')).toBe(1);
  expect(await channel.order(order.orderId)).toMatchObject({ collection: { total_amount: 5_000 } });
});

test('23 ● a callback is answered within 5 s although the database hangs, and taken when it comes again', async () => {
  const { cloud } = system();
  const buyer = await system().buyer();
  const order = await orderAt(system(), buyer, 'settling', THERMOS);
  const match = { service: 'database', function: 'wechatpayCallback' };
  await cloud.post('/_emulator/faults', [{ match, effect: 'delay', ms: 20_000, times: 2 }]);
  await cloud.advance(5_000);
  // The channel waits five seconds, and notes why it gave up if nothing came by then.
  expect(await deliveriesOf(order)).toMatchObject([{ outcome: 500 }]);
  expect((await buyer.read(order.orderId)).state).toBe('settling');
  await cloud.clearFaults();
  await cloud.advance(15_000);
  expect(await deliveriesOf(order)).toMatchObject([{ outcome: 500 }, { outcome: 204 }]);
  expect((await buyer.read(order.orderId)).state).toBe('settled');
});
