import { describe, expect, test } from 'vitest';
import { Aes } from 'wechatpay-axios-plugin';
import { dayMs, hourMs, minuteMs } from '../../channels/times.ts';
import { credentials } from '../testing/credentials.ts';
import { type Harness, startWithUser } from '../testing/harness.ts';
import {
  completionOf,
  confirmParties,
  notifyUrl,
  openid,
  orderOf,
  ordersPath,
  orderToConfirm,
  parties,
  refundsPath,
} from '../testing/requests.ts';

const debitDelayMs = 1000;

async function startSettling(behaviour: Record<string, unknown>) {
  const { standIn, pay } = await startWithUser(openid);
  standIn.answerCallback = () => (standIn.callbacks.at(-1) instanceof Error ? 401 : 204);
  await standIn.control('behaviour', behaviour);
  await pay.post(ordersPath, orderOf('order-1'));
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  return { standIn, pay, paidAtMs: Date.now() + debitDelayMs };
}

/** What came, as far as it could be opened: type, id and how long after `sinceMs`. */
function opened({ callbacks }: Harness, sinceMs: number) {
  return callbacks.map((one) =>
    one instanceof Error ? one.message : { type: one.type, id: one.id, afterMs: one.atMs - sinceMs },
  );
}

async function attempts(standIn: Harness) {
  const { data } = await standIn.control('state');
  return data.deliveries.flatMap(([, delivery]: [string, { attempts: unknown[] }]) => delivery.attempts);
}

describe('callbacks that a merchant must refuse', () => {
  test.each([
    ['tampered', 'bad signature'],
    ['tamperedCiphertext', 'cannot be decrypted'],
    ['tamperedTag', 'cannot be decrypted'],
    ['foreignKey', 'bad signature'],
    ['foreignMerchant', 'cannot be decrypted'],
    ['staleTimestamp', 'stale timestamp'],
  ])('%s: %s; it comes again as it is then', async (callbacks, complaint) => {
    const { standIn } = await startSettling({ callbacks });
    await standIn.advance(debitDelayMs);
    expect(standIn.callbacks).toEqual([new Error(complaint)]);
    await standIn.control('behaviour', { callbacks: 'normal' });
    await standIn.advance(15_000);
    expect(standIn.callbacks[1]).toMatchObject({ type: 'PAYSCORE.USER_PAID' });
    expect(await attempts(standIn)).toMatchObject([
      { sentAs: callbacks, outcome: 401 },
      { sentAs: 'normal', outcome: 204 },
    ]);
  });

  test.each([
    ['tamperedCiphertext', 0],
    ['tamperedTag', -1],
  ])('%s: one bit of the sealed resource differs', async (callbacks, place) => {
    const { standIn } = await startSettling({ callbacks });
    await standIn.advance(debitDelayMs);
    const { resource } = JSON.parse(standIn.sent[0]?.body.toString() ?? '');
    const bytes = Buffer.from(resource.ciphertext, 'base64');
    const index = place < 0 ? bytes.length - 1 : place;
    bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
    const mended = { ...resource, ciphertext: bytes.toString('base64') };
    const { ciphertext, nonce, associated_data } = mended;
    const apiV3Key = standIn.environment['WECHATPAY_APIV3_KEY'] ?? '';
    const plain = JSON.parse(Aes.AesGcm.decrypt(ciphertext, apiV3Key, nonce, associated_data));
    expect(plain).toMatchObject({ out_order_no: 'order-1', state: 'DONE' });
  });

  test('a probe goes before every attempt: the same, but signed by nobody', async () => {
    const { standIn } = await startSettling({ callbacks: 'probe' });
    await standIn.advance(debitDelayMs);
    expect(standIn.callbacks).toMatchObject([new Error('bad signature'), { type: 'PAYSCORE.USER_PAID' }]);
    const [probe, real] = standIn.sent;
    expect(probe?.headers['Wechatpay-Signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(probe?.body.equals(real?.body ?? Buffer.alloc(0))).toBe(true);
    expect(await attempts(standIn)).toMatchObject([{ sentAs: 'probe', probe: 401, outcome: 204 }]);
  });

  test('a probe that was accepted is on record', async () => {
    const { standIn } = await startSettling({ callbacks: 'probe' });
    standIn.answerCallback = () => 200;
    await standIn.advance(debitDelayMs);
    expect(await attempts(standIn)).toMatchObject([{ probe: 200, outcome: 200 }]);
  });
});

describe('callbacks that come otherwise than they should', () => {
  test('twice: the same event comes twice at one moment, and again until both are accepted', async () => {
    const { standIn, paidAtMs } = await startSettling({ callbacks: 'twice' });
    let open = 0;
    let most = 0;
    standIn.answerCallback = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return standIn.callbacks.length === 2 && open === 0 ? 500 : 204;
    };
    await standIn.advance(dayMs);
    expect(most).toBe(2);
    const id = Object(standIn.callbacks[0]).id;
    expect(opened(standIn, paidAtMs)).toEqual(
      [0, 0, 15_000, 15_000].map((afterMs) => ({ type: 'PAYSCORE.USER_PAID', id, afterMs })),
    );
    expect(await attempts(standIn)).toMatchObject([
      { sentAs: 'twice', outcome: 204, twin: 500 },
      { sentAs: 'twice', outcome: 204, twin: 204 },
    ]);
  });

  test('duplicateNewId: the same event comes again a second later, under another id', async () => {
    const { standIn, paidAtMs } = await startSettling({ callbacks: 'duplicateNewId' });
    await standIn.advance(dayMs);
    const [first, second, ...others] = opened(standIn, paidAtMs);
    expect(first).toMatchObject({ type: 'PAYSCORE.USER_PAID', afterMs: 0 });
    expect(second).toMatchObject({ type: 'PAYSCORE.USER_PAID', afterMs: 1000 });
    expect(Object(second).id).not.toBe(Object(first).id);
    expect(others).toEqual([]);
    const [a, b] = standIn.callbacks;
    expect(Object(b).resource).toEqual(Object(a).resource);
  });

  test.each([
    [undefined, 10 * minuteMs],
    [3 * hourMs, 3 * hourMs],
  ])('late: with a delay of %s it comes after %i ms', async (callbackDelayMs, afterMs) => {
    const { standIn, paidAtMs } = await startSettling({ callbacks: 'late', callbackDelayMs });
    await standIn.advance(dayMs);
    expect(opened(standIn, paidAtMs)).toMatchObject([{ type: 'PAYSCORE.USER_PAID', afterMs }]);
  });

  test('reversed: the payment is told before the confirmation', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { callbacks: 'reversed', callbackDelayMs: dayMs });
    await pay.post(ordersPath, orderToConfirm('order-1'));
    await standIn.control('confirm', { outOrderNo: 'order-1', openid });
    await standIn.advance(hourMs);
    expect(standIn.callbacks).toEqual([]);
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500, confirmParties));
    const paidAtMs = Date.now() + debitDelayMs;
    await standIn.advance(3 * dayMs);
    expect(opened(standIn, paidAtMs)).toMatchObject([
      { type: 'PAYSCORE.USER_PAID', afterMs: 0 },
      { type: 'PAYSCORE.USER_CONFIRM', afterMs: 1000 },
    ]);
  });

  test('reversed: a refund overtakes its payment, but no other order', async () => {
    const { standIn, pay } = await startSettling({ callbacks: 'reversed' });
    await pay.post(ordersPath, orderOf('order-2'));
    await pay.post(`${ordersPath}/order-2/complete`, completionOf(700));
    await standIn.advance(debitDelayMs);
    const order = await standIn.control('state');
    const transaction_id = order.data.orders[0].collection.details[0].transaction_id;
    const amount = { refund: 500, total: 1500, currency: 'CNY' };
    await pay.post(refundsPath, { transaction_id, out_refund_no: 'r-1', notify_url: notifyUrl, amount });
    await standIn.advance(dayMs);
    expect(standIn.callbacks).toMatchObject([
      { type: 'REFUND.SUCCESS' },
      { type: 'PAYSCORE.USER_PAID', resource: { out_order_no: 'order-1' } },
      { type: 'PAYSCORE.USER_PAID', resource: { out_order_no: 'order-2' } },
    ]);
  });

  test('reversed: what is being sent just now can be overtaken no more, and is not sent twice', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { callbacks: 'reversed' });
    await pay.post(ordersPath, orderToConfirm('order-1'));
    await standIn.control('confirm', { outOrderNo: 'order-1', openid });
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500, confirmParties));
    await standIn.control('wallet', { openid, balanceFen: 0 });
    standIn.answerCallback = async () => {
      standIn.answerCallback = () => 204;
      await standIn.control('wallet', { openid, balanceFen: 1500 });
      await standIn.control('pay', { outOrderNo: 'order-1' });
      return 204;
    };
    await standIn.advance(dayMs);
    expect(standIn.callbacks).toMatchObject([
      { type: 'PAYSCORE.USER_CONFIRM' },
      { type: 'PAYSCORE.USER_PAID' },
    ]);
  });

  test('reversed: an event that no other follows comes when the delay is over', async () => {
    const { standIn, paidAtMs } = await startSettling({ callbacks: 'reversed' });
    await standIn.advance(dayMs);
    expect(opened(standIn, paidAtMs)).toMatchObject([{ type: 'PAYSCORE.USER_PAID', afterMs: 10 * minuteMs }]);
  });

  test('reversed: an event that was not overtaken in time is not sent again, and the next is held itself', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { callbacks: 'reversed' });
    await pay.post(ordersPath, orderToConfirm('order-1'));
    await standIn.control('confirm', { outOrderNo: 'order-1', openid });
    await standIn.advance(dayMs);
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500, confirmParties));
    const paidAtMs = Date.now() + debitDelayMs;
    await standIn.advance(dayMs);
    expect(opened(standIn, paidAtMs)).toMatchObject([
      { type: 'PAYSCORE.USER_CONFIRM' },
      { type: 'PAYSCORE.USER_PAID', afterMs: 10 * minuteMs },
    ]);
  });
});

describe('the key that signs callbacks', () => {
  test.each([
    ['asked', 0],
    ['publicKey', 0],
    ['certificate', 1],
    ['next', 2],
  ])('told %s, it is number %i of those that the merchant has', async (signWith, place) => {
    const { standIn } = await startSettling({ signWith });
    await standIn.advance(debitDelayMs);
    const serial = Object.keys(credentials(standIn.environment).keys)[place];
    expect(standIn.callbacks).toMatchObject([{ type: 'PAYSCORE.USER_PAID', serial }]);
    expect(await attempts(standIn)).toMatchObject([{ serial }]);
  });

  test('it alternates between attempts if told so, whatever signs answers meanwhile', async () => {
    const { standIn, pay } = await startSettling({ signWith: 'alternating' });
    standIn.answerCallback = () => 500;
    const [publicKey, certificate] = Object.keys(credentials(standIn.environment).keys);
    await standIn.advance(debitDelayMs);
    await pay.get(ordersPath, { ...parties, out_order_no: 'order-1' });
    await standIn.advance(30_000);
    const serials = standIn.sent.map(({ headers }) => headers['Wechatpay-Serial']);
    expect(serials).toEqual([certificate, publicKey, certificate]);
  });

  test('unknown: the merchant cannot know the serial number', async () => {
    const { standIn } = await startSettling({ signWith: 'publicKey' });
    await standIn.control('behaviour', { signWith: 'unknown' });
    await standIn.advance(debitDelayMs);
    expect(standIn.callbacks).toEqual([new Error('unknown serial')]);
  });
});
