import { expect, test } from 'vitest';
import { DAY_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { tap } from './support/calls.ts';
import { orderAt } from './support/lives.ts';
import { OPERATOR, useSystem } from './support/system.ts';

/** Set by the test, so that it can look for them. */
const KEYS = {
  HOUFU_IDENTITY_KEY: 'a-key-that-only-this-test-knows-0123456789',
  WECHATPAY_APIV3_KEY: 'local-emulator-apiv3-key-32chars',
};
const system = useSystem(['--memory'], KEYS);

test('no log line, order or account tells who the buyer is, where he lives, or any key', async () => {
  const { cloud, database } = system();
  const buyer = await system().buyer();
  const { delivery } = await buyer.checkout('unused-request', [{ productId: 'rice', quantity: 1 }]);

  // A whole life, an ended one, and everything that goes wrong on the way.
  await orderAt(system(), buyer, 'settled');
  const left = await orderAt(system(), buyer, 'accepted');
  await buyer.cancel(left.orderId);
  await system().channel.behave({ callbacks: 'tampered' });
  const paid = await orderAt(system(), buyer, 'settling');
  await cloud.advance(MOMENT_MS);
  await system().channel.behave({ callbacks: 'normal' });
  for (const name of ['createOrder', 'assessCredit', 'settle', 'cancelOrder', 'account', 'readOrders']) {
    const fault = { match: { service: 'database', function: name }, effect: 'errorBefore' };
    await cloud.post('/_emulator/faults', [fault]);
  }
  const input = await buyer.checkout('failing-request', [{ productId: 'rice', quantity: 1 }]);
  await tap(cloud, buyer.openid, 'createOrder', input);
  await tap(cloud, buyer.openid, 'assessCredit', { orderId: paid.orderId });
  await tap(cloud, buyer.openid, 'settle', {
    step: 'payNow',
    orderId: paid.orderId,
    channel: 'wechatpay',
    shownAmountFen: paid.amountFen,
  });
  await tap(cloud, buyer.openid, 'cancelOrder', { orderId: paid.orderId });
  await tap(cloud, buyer.openid, 'account', { action: 'view' });
  await tap(cloud, buyer.openid, 'readOrders', { view: 'mine' });
  await cloud.clearFaults();
  await cloud.advance(2 * DAY_MS);

  const secrets = [
    delivery.phone,
    delivery.address,
    delivery.recipient,
    buyer.openid,
    OPERATOR,
    ...Object.values(KEYS),
  ];
  const lines = (await cloud.calls()).flatMap((call) => call.console.map((line) => line.text));
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of [...secrets, 'BEGIN PRIVATE KEY', 'BEGIN RSA']) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
  const stored = JSON.stringify(await Promise.all([database.orders(), database.documents('creditAccounts')]));
  for (const secret of secrets) expect(stored).not.toContain(secret);
  // And they are where they should be.
  expect(JSON.stringify(await database.documents('deliveries'))).toContain(delivery.phone);
  expect(JSON.stringify(await database.documents('buyers'))).toContain(buyer.openid);
});

test('no answer tells more of an order than its buyer may see', async () => {
  const { cloud } = system();
  const buyer = await system().buyer();
  const { orderId } = await orderAt(system(), buyer, 'settled');
  const answers = await Promise.all([
    cloud.call(buyer.openid, 'readOrders', { view: 'one', orderId }),
    cloud.call(OPERATOR, 'readOrders', { view: 'merchant' }),
    cloud.call(buyer.openid, 'account', { action: 'view' }),
  ]);
  const text = JSON.stringify(answers);
  const { buyerId, requestHash } = await system().database.order(orderId);
  for (const internal of [
    buyer.openid,
    buyerId,
    requestHash,
    '"history"',
    '"attempt"',
    '"version"',
    'points',
  ]) {
    expect(text).not.toContain(internal);
  }
});
