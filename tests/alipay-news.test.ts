import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { type News, useHeldNews } from './support/alipayNews.ts';
import { ALIPAY } from './support/channels/alipay.ts';
import { orderAt } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { useSystemOver } from './support/system.ts';

/** What Alipay tells comes over open HTTP, from anybody: held back here, and then sent as somebody might. */
const system = useSystemOver(ALIPAY);
const news = useHeldNews(system);
beforeEach(() => news.take());
afterEach(async () => {
  await system().cloud.clearFaults();
  await expectSound(system());
});

const TOLD = { status: 200, said: 'success' };
const REFUSED = { status: 401, said: 'fail' };

/** An order that is paid at Alipay, and what Alipay has told of it: of its debit, and of itself. */
async function paidAtChannel() {
  const buyer = await system().buyer();
  // What is told of the agreement is held back too; looking at the account asks.
  await buyer.account();
  const { orderId } = await orderAt(system(), buyer, 'settling');
  news.take();
  await system().cloud.advance(MOMENT_MS);
  const told = news.take();
  expect(told.map(({ path }) => path).toSorted()).toEqual(['/alipay/notify', `/alipay/notify/${orderId}`]);
  const ofDebit = told.find(({ path }) => path.endsWith(orderId)) as News;
  const ofOrder = told.find(({ path }) => !path.endsWith(orderId)) as News;
  return { buyer, orderId, ofDebit, ofOrder };
}

const stateOf = async (orderId: string) => (await system().database.order(orderId)).state;
const changed = ({ path, body }: News, change: (fields: URLSearchParams) => void): News => {
  const fields = new URLSearchParams(body);
  change(fields);
  return { path, body: fields.toString() };
};

describe('what Alipay has signed', () => {
  test.each(['ofDebit', 'ofOrder'] as const)('is believed, %s, and the order asked for', async (which) => {
    const paid = await paidAtChannel();
    expect(await stateOf(paid.orderId)).toBe('settling');
    expect(await news.send(paid[which])).toEqual(TOLD);
    expect(await stateOf(paid.orderId)).toBe('settled');
  });

  test('changes nothing any more when it comes again, at once or after days', async () => {
    const { orderId, ofDebit, ofOrder } = await paidAtChannel();
    const all = [ofDebit, ofOrder, ofOrder, ofDebit];
    expect(await Promise.all(all.map((one) => news.send(one)))).toEqual(all.map(() => TOLD));
    const { history } = await system().database.order(orderId);
    expect(history.filter(({ type }) => type === 'settled')).toHaveLength(1);
    const before = await system().database.everything();
    for (const one of all) expect(await news.send(one)).toEqual(TOLD);
    expect(await system().database.everything()).toBe(before);
    await system().cloud.advance(3 * DAY_MS);
    const later = (await system().database.order(orderId)).version;
    expect(await news.send(ofDebit)).toEqual(TOLD);
    expect((await system().database.order(orderId)).version).toBe(later);
  });

  test('is read with fields that hold nothing, signed or not', async () => {
    const { orderId, ofOrder } = await paidAtChannel();
    expect(await news.send(changed(ofOrder, (fields) => fields.set('passback_params', '')))).toEqual(TOLD);
    expect(await stateOf(orderId)).toBe('settled');
  });

  test('leaves evidence of each piece once, without a word of its content', async () => {
    const { orderId, ofDebit, ofOrder } = await paidAtChannel();
    for (const one of [ofDebit, ofOrder, ofDebit]) await news.send(one);
    const events = await system().database.documents('channelEvents');
    const own = events.filter((event) => event['orderId'] === orderId);
    expect(own.map(({ event }) => event).toSorted()).toEqual([
      'trade_status_sync',
      'zhima.credit.payafteruse.creditbizorder.changed',
    ]);
    expect(Object.keys(own[0] ?? {}).toSorted()).toEqual(
      ['_id', 'bodyHash', 'channel', 'event', 'keyId', 'orderId', 'receivedAt', 'signedAt'].toSorted(),
    );
  });

  test('is only the reason to ask: what it says of money counts for nothing', async () => {
    const buyer = await system().buyer();
    await buyer.account();
    await buyer.setBalance(0);
    const { orderId } = await orderAt(system(), buyer, 'settling');
    const lie = { out_order_no: orderId, order_status: 'TRADE_FINISHED', trade_no: '1' };
    const message = {
      notify_id: randomUUID(),
      msg_method: 'zhima.credit.payafteruse.creditbizorder.changed',
      biz_content: JSON.stringify(lie),
      utc_timestamp: String((await system().now()).getTime()),
    };
    expect(await news.send(await news.signed(message))).toEqual(TOLD);
    const { state, payment } = await system().database.order(orderId);
    expect([state, payment]).toEqual(['settling', null]);
  });

  test('of an order that nobody here has, or at the address of another order, changes nothing', async () => {
    const { ofDebit, orderId } = await paidAtChannel();
    const other = await orderAt(system(), await system().buyer(), 'shipped');
    const before = await system().database.orders();
    for (const orderNo of ['0'.repeat(32), other.orderId])
      expect(await news.send({ ...ofDebit, path: `/alipay/notify/${orderNo}` })).toEqual(TOLD);
    expect(await system().database.orders()).toEqual(before);
    await news.send(ofDebit);
    expect(await stateOf(orderId)).toBe('settled');
  });

  test('is to be told again while Alipay does not answer our question', async () => {
    const { cloud } = system();
    const { orderId, ofOrder } = await paidAtChannel();
    const match = { service: 'alipay', action: ALIPAY.calls.complete[1] };
    await cloud.post('/_emulator/faults', [{ match, effect: 'dropBefore' }]);
    expect(await news.send(ofOrder)).toEqual({ status: 500, said: 'fail' });
    expect(await stateOf(orderId)).toBe('settling');
    expect(await news.send(ofOrder)).toEqual(TOLD);
    expect(await stateOf(orderId)).toBe('settled');
  });
});

describe('what nobody is known to have signed', () => {
  test.each<[string, (news: News) => News | Promise<News>]>([
    ['has no signature', (one) => changed(one, (fields) => fields.delete('sign'))],
    ['has an empty signature', (one) => changed(one, (fields) => fields.set('sign', ''))],
    ['has somebody’s idea of one', (one) => changed(one, (fields) => fields.set('sign', 'Zm9yZ2Vk'))],
    ['has another number', (one) => changed(one, (fields) => fields.append('notify_id', '1'))],
    ['was given another number', (one) => changed(one, (fields) => fields.set('notify_id', '1'))],
    [
      'says that it is signed in the old way',
      (one) => changed(one, (fields) => fields.set('sign_type', 'RSA')),
    ],
    ['does not say how it is signed', (one) => changed(one, (fields) => fields.delete('sign_type'))],
    ['is about another order', (one) => changed(one, (fields) => fields.set('biz_content', '{}'))],
    ['has one more field', (one) => changed(one, (fields) => fields.set('extra', '1'))],
    [
      'is JSON',
      ({ path, body }) => ({ path, body: JSON.stringify(Object.fromEntries(new URLSearchParams(body))) }),
    ],
    ['is empty', ({ path }) => ({ path, body: '' })],
    ['is noise', ({ path }) => ({ path, body: '%00%ff&&==&' })],
    ['is meant for another app', () => news.signed({ app_id: '2021000000000099', notify_id: randomUUID() })],
    ['is signed, but has no number', () => news.signed({ notify_id: '' })],
  ])('because it %s, is refused and changes nothing', async (_what, forge) => {
    const { orderId, ofOrder } = await paidAtChannel();
    const before = await system().database.everything();
    expect(await news.send(await forge(ofOrder))).toEqual(REFUSED);
    expect(await system().database.everything()).toBe(before);
    await news.send(ofOrder);
    expect(await stateOf(orderId)).toBe('settled');
  });
});

describe('what is never told', () => {
  test('of a payment the timer finds out', async () => {
    const { orderId } = await paidAtChannel();
    await system().cloud.advance(15 * MINUTE_MS);
    expect(await stateOf(orderId)).toBe('settled');
  });

  test('of the agreement’s end the next order finds out, and the buyer reads why', async () => {
    const { channel } = system();
    const buyer = await system().buyer();
    expect((await buyer.account()).authorisation).toBe('active');
    await channel.leave(buyer.openid);
    const first = await orderAt(system(), buyer, 'created');
    expect((await buyer.assess(first.orderId)).order.state).toBe('rejected');
    expect((await buyer.account()).authorisation).toBe('ended');
    const next = await orderAt(system(), buyer, 'created');
    expect((await buyer.assess(next.orderId)).order.reasons).toMatchObject([{ code: 'NOT_AUTHORISED' }]);
  });

  test('of an agreement is found out by the order that needs it', async () => {
    const buyer = await system().buyer();
    expect((await orderAt(system(), buyer, 'accepted')).state).toBe('accepted');
  });
});

describe('news of an agreement', () => {
  test('tell of its end at once, and those that it overtook change nothing', async () => {
    const { channel, cloud } = system();
    const buyer = await system().buyer();
    await cloud.advance(MOMENT_MS);
    const [opened] = news.take();
    await channel.leave(buyer.openid);
    await cloud.advance(HOUR_MS);
    const [ended] = news.take();
    if (!opened || !ended) throw new Error('nothing was told');
    const authorisation = async () => {
      const accounts = await system().database.documents<{ authorisation: { state: string } | null }>(
        'creditAccounts',
      );
      return accounts.at(-1)?.authorisation?.state;
    };
    expect(await news.send(ended)).toEqual(TOLD);
    expect(await authorisation()).toBe('ended');
    expect(await news.send(opened)).toEqual(TOLD);
    expect(await authorisation()).toBe('ended');
  });
});
