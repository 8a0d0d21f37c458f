import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { tap } from './support/calls.ts';
import { CHANNELS } from './support/channels.ts';
import { orderAt } from './support/lives.ts';
import { OPERATOR, useSystemOver } from './support/system.ts';

/** Set by the test, so that it can look for them. */
const KEYS = {
  HOUFU_IDENTITY_KEY: 'a-key-that-only-this-test-knows-0123456789',
  WECHATPAY_APIV3_KEY: 'local-emulator-apiv3-key-32chars',
};
describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const { way } = tested;
  const system = useSystemOver(tested, KEYS);

  test('no log line, order or account tells who the buyer is, where he lives, or any key', async () => {
    const { cloud, database } = system();
    const buyer = await system().buyer();
    const { delivery } = await buyer.checkout('unused-request', [{ productId: 'rice', quantity: 1 }]);

    // A whole life, an ended one, and everything that goes wrong on the way.
    await orderAt(system(), buyer, 'settled');
    const left = await orderAt(system(), buyer, 'accepted');
    await buyer.cancel(left.orderId);
    await system().channel.tell('tampered');
    const paid = await orderAt(system(), buyer, 'settling');
    await cloud.advance(MOMENT_MS);
    await system().channel.tell('normal');
    const input = await buyer.checkout('failing-request', [{ productId: 'rice', quantity: 1 }]);
    for (const name of [
      'createOrder',
      'assessCredit',
      'settle',
      'cancelOrder',
      'account',
      'readOrders',
    ] as const) {
      const match = { service: 'database', function: way.servedBy(name) };
      await cloud.post('/_emulator/faults', [{ match, effect: 'errorBefore' }]);
    }
    await tap(buyer, 'createOrder', input);
    await tap(buyer, 'assessCredit', { orderId: paid.orderId });
    await tap(buyer, 'settle', {
      step: 'payNow',
      orderId: paid.orderId,
      channel: way.channel,
      shownAmountFen: paid.amountFen,
    });
    await tap(buyer, 'cancelOrder', { orderId: paid.orderId });
    await tap(buyer, 'account', { action: 'view' });
    await tap(buyer, 'readOrders', { view: 'mine' });
    await cloud.clearFaults();
    await cloud.advance(2 * DAY_MS);

    const secrets = [
      delivery.phone,
      delivery.address,
      delivery.recipient,
      buyer.openid,
      OPERATOR,
      ...Object.values(KEYS),
      ...(await system().channel.secrets()),
    ];
    const lines = (await cloud.calls()).flatMap((call) => call.console.map((line) => line.text));
    expect(lines.length).toBeGreaterThan(0);
    for (const secret of [...secrets, 'BEGIN PRIVATE KEY', 'BEGIN RSA']) {
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    }
    const stored = JSON.stringify(
      await Promise.all([database.orders(), database.documents('creditAccounts')]),
    );
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
      buyer.call('readOrders', { view: 'one', orderId }),
      cloud.call(OPERATOR, 'readOrders', { view: 'merchant' }),
      buyer.call('account', { action: 'view' }),
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
});
