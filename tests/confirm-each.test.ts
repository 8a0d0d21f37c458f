import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { awaitingConfirmation, CONFIRM_EACH } from './support/confirmEach.ts';
import { expectSound } from './support/soundness.ts';
import { useSystem } from './support/system.ts';

const system = useSystem(['--memory'], CONFIRM_EACH);
afterEach(() => expectSound(system()));

describe('where the buyer confirms each order at the channel', () => {
  test('the order is accepted by the confirmation, and settled in the end', async () => {
    const { cloud, channel } = system();
    const buyer = system().stranger();
    const { orderId, packageText } = await awaitingConfirmation(buyer);
    await channel.confirm(buyer.openid, packageText);
    await cloud.advance(MOMENT_MS);
    expect((await buyer.read(orderId)).state).toBe('accepted');
    await system().ship(orderId);
    await buyer.payNow(await buyer.confirmReceipt(orderId));
    await cloud.advance(MOMENT_MS);
    expect(await buyer.read(orderId)).toMatchObject({ state: 'settled', payment: { paidFen: 8_900 } });
  });

  test('a repeated tap gives the page again and creates no second order', async () => {
    const { channel } = system();
    const buyer = system().stranger();
    const { orderId, packageText } = await awaitingConfirmation(buyer);
    const again = await buyer.assess(orderId);
    expect(again.order.state).toBe('approved');
    expect(again.confirmView?.extraData['package']).toBe(packageText);
    const { orders } = await channel.state();
    expect(orders.filter((order) => order.out_order_no === orderId)).toHaveLength(1);
  });

  test('a confirmation whose callback was lost is found out by the timer', async () => {
    const { cloud, channel } = system();
    const buyer = system().stranger();
    const { orderId, packageText } = await awaitingConfirmation(buyer);
    await channel.behave({ callbacks: 'lost' });
    await channel.confirm(buyer.openid, packageText);
    await channel.behave({ callbacks: 'normal' });
    await cloud.advance(5 * MINUTE_MS);
    expect((await buyer.read(orderId)).state).toBe('accepted');
  });

  test('a confirmation that comes late and whose callback was lost is found out before the order is cancelled', async () => {
    const { cloud, channel } = system();
    const buyer = system().stranger();
    const { orderId, packageText } = await awaitingConfirmation(buyer);
    await cloud.advance(HOUR_MS);
    await channel.behave({ callbacks: 'lost' });
    await channel.confirm(buyer.openid, packageText);
    await channel.behave({ callbacks: 'normal' });
    await cloud.advance(2 * DAY_MS);
    expect((await buyer.read(orderId)).state).toBe('accepted');
  });

  test('an order that nobody confirms is cancelled after a day, at the channel too', async () => {
    const { cloud, channel } = system();
    const buyer = system().stranger();
    const { orderId } = await awaitingConfirmation(buyer);
    await cloud.advance(DAY_MS + HOUR_MS);
    expect((await buyer.read(orderId)).state).toBe('cancelled');
    expect(await channel.order(orderId)).toMatchObject({ state: 'REVOKED' });
    expect(await buyer.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
  });

  test('the news of a confirmation that comes after that of the payment changes nothing any more', async () => {
    const { cloud, channel, database } = system();
    const buyer = system().stranger();
    const { orderId, packageText } = await awaitingConfirmation(buyer);
    await channel.behave({ callbacks: 'reversed', callbackDelayMs: DAY_MS });
    await channel.confirm(buyer.openid, packageText);
    // Held back; the timer has asked meanwhile.
    await cloud.advance(5 * MINUTE_MS);
    await system().ship(orderId);
    await buyer.payNow(await buyer.confirmReceipt(orderId));
    await cloud.advance(MOMENT_MS);
    await channel.behave({ callbacks: 'normal', callbackDelayMs: 10 * MINUTE_MS });
    const came = (await database.documents('channelEvents')).filter((event) => event['orderId'] === orderId);
    expect(came.map(({ event }) => event)).toEqual(['PAYSCORE.USER_PAID', 'PAYSCORE.USER_CONFIRM']);
    const { state, history, attention } = await database.order(orderId);
    expect([state, history.at(-1)?.type, attention]).toEqual(['settled', 'settled', []]);
    const { deliveries } = await channel.state();
    const ofOrder = deliveries.filter(([, { event }]) => event.resource['out_order_no'] === orderId);
    const answers = ofOrder.map(([, { attempts }]) => attempts.map(({ outcome }) => outcome));
    expect(answers).toEqual([[204], [204]]);
  });
});
