import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { WECHATPAY } from './support/channels/wechatpay.ts';
import { CHANNELS } from './support/channels.ts';
import { awaitingConfirmation } from './support/confirmEach.ts';
import { expectSound } from './support/soundness.ts';
import { useSystem, useSystemOver } from './support/system.ts';

describe.each(CHANNELS)('where the buyer confirms each order at %s', (_name, tested) => {
  const system = useSystemOver(tested, tested.confirmEach);
  afterEach(() => expectSound(system()));

  test('the order is accepted by the confirmation, and settled in the end', async () => {
    const { cloud } = system();
    const buyer = system().stranger();
    const { orderId, page } = await awaitingConfirmation(buyer);
    await buyer.confirm(page);
    await cloud.advance(tested.can.tellsConfirmations ? MOMENT_MS : 5 * MINUTE_MS);
    expect((await buyer.read(orderId)).state).toBe('accepted');
    await system().ship(orderId);
    await buyer.payNow(await buyer.confirmReceipt(orderId));
    await cloud.advance(MOMENT_MS);
    expect(await buyer.read(orderId)).toMatchObject({ state: 'settled', payment: { paidFen: 8_900 } });
  });

  test('a repeated tap gives a page again, on which the same order is confirmed', async () => {
    const { channel, cloud } = system();
    const buyer = system().stranger();
    const { orderId } = await awaitingConfirmation(buyer);
    const { order, confirmView } = await buyer.assess(orderId);
    expect(order.state).toBe('approved');
    const before = (await channel.standings()).size;
    if (confirmView) await buyer.confirm(confirmView);
    await cloud.advance(5 * MINUTE_MS);
    expect((await buyer.read(orderId)).state).toBe('accepted');
    expect((await channel.standings()).size - before).toBeLessThanOrEqual(1);
  });

  test('a confirmation whose news was lost is found out by the timer', async () => {
    const { cloud, channel } = system();
    const buyer = system().stranger();
    const { orderId, page } = await awaitingConfirmation(buyer);
    await channel.tell('lost');
    await buyer.confirm(page);
    await channel.tell('normal');
    await cloud.advance(5 * MINUTE_MS);
    expect((await buyer.read(orderId)).state).toBe('accepted');
  });

  test('a confirmation that comes late, without news, is found out before the order is cancelled', async () => {
    const { cloud, channel } = system();
    const buyer = system().stranger();
    const { orderId } = await awaitingConfirmation(buyer);
    await cloud.advance(HOUR_MS);
    const { confirmView } = await buyer.assess(orderId);
    await channel.tell('lost');
    if (confirmView) await buyer.confirm(confirmView);
    await channel.tell('normal');
    await cloud.advance(2 * DAY_MS);
    expect((await buyer.read(orderId)).state).toBe('accepted');
  });

  test('an order that nobody confirms is cancelled after a day, at the channel too', async () => {
    const { cloud, channel } = system();
    const buyer = system().stranger();
    const { orderId } = await awaitingConfirmation(buyer);
    await cloud.advance(DAY_MS + HOUR_MS);
    expect((await buyer.read(orderId)).state).toBe('cancelled');
    // Some channels know of it only once it is confirmed.
    expect((await channel.standing(orderId))?.stage ?? 'ended').toBe('ended');
    expect(await buyer.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
  });
});

describe('where WeChat Pay tells of each confirmation,', () => {
  const system = useSystem(['--memory'], WECHATPAY.confirmEach);

  test('news of one that come after those of the payment change nothing any more', async () => {
    const { cloud, channel, database } = system();
    const buyer = system().stranger();
    const { orderId, page } = await awaitingConfirmation(buyer);
    await channel.behave({ callbacks: 'reversed', callbackDelayMs: DAY_MS });
    await buyer.confirm(page);
    // Held back; the timer has asked meanwhile.
    await cloud.advance(5 * MINUTE_MS);
    await system().ship(orderId);
    await buyer.payNow(await buyer.confirmReceipt(orderId));
    await cloud.advance(MOMENT_MS);
    const came = (await database.documents('channelEvents')).filter((event) => event['orderId'] === orderId);
    expect(came.map(({ event }) => event)).toEqual(['PAYSCORE.USER_PAID', 'PAYSCORE.USER_CONFIRM']);
    const { state, history, attention } = await database.order(orderId);
    expect([state, history.at(-1)?.type, attention]).toEqual(['settled', 'settled', []]);
    expect(await channel.news(orderId)).toEqual([['accepted'], ['accepted']]);
    await expectSound(system());
  });
});
