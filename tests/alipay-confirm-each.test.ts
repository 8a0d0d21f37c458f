import { afterEach, describe, expect, test } from 'vitest';
import type { ChannelView } from '../cloudfunctions/shared/channels/channel.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import type { Buyer } from '../tools/local/buyer.ts';
import { ALIPAY } from './support/channels/alipay.ts';
import { awaitingConfirmation } from './support/confirmEach.ts';
import { expectSound } from './support/soundness.ts';
import { useSystemOver } from './support/system.ts';

/** Alipay knows an order only once somebody has confirmed it on the page, and may not tell of that. */
const system = useSystemOver(ALIPAY, ALIPAY.confirmEach);
afterEach(async () => {
  await system().channel.recover();
  await expectSound(system());
});

const stageOf = async (orderId: string) => (await system().channel.standing(orderId))?.stage;
const stored = (orderId: string) => system().database.order(orderId);

type Given = Awaited<ReturnType<typeof awaitingConfirmation>>;

/** What ends an order before its buyer has confirmed it; then he has this page open. */
const ENDS: readonly (readonly [string, (buyer: Buyer, given: Given) => Promise<ChannelView | null>])[] = [
  [
    'its buyer cancelled it',
    async (buyer, { orderId, page }) => {
      await buyer.cancel(orderId);
      return page;
    },
  ],
  [
    'its buyer closed the service',
    async (buyer, { page }) => {
      await buyer.closeAccount();
      return page;
    },
  ],
  [
    'nobody confirmed it in time',
    async (buyer, { orderId }) => {
      // A page is good for some minutes here: this one was given shortly before.
      await system().cloud.advance(DAY_MS - 2 * MINUTE_MS);
      const { confirmView } = await buyer.assess(orderId);
      await system().cloud.advance(4 * MINUTE_MS);
      return confirmView;
    },
  ],
];

describe('an order that has ended here, and is confirmed afterwards on the page that is still open,', () => {
  test.each(ENDS)('is ended at Alipay too (%s)', async (_what, end) => {
    const buyer = system().stranger();
    const given = await awaitingConfirmation(buyer);
    const { orderId } = given;
    const page = await end(buyer, given);
    expect(await buyer.read(orderId)).toMatchObject({ state: 'cancelled', pending: false });
    expect(await buyer.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
    if (page) await buyer.confirm(page);
    expect(await stageOf(orderId)).toBe('running');
    await system().cloud.advance(DAY_MS + HOUR_MS);
    expect(await stageOf(orderId)).toBe('ended');
    expect(await stored(orderId)).toMatchObject({ state: 'cancelled', attempt: null, next: null });
  });

  test('is ended there though its buyer was erased meanwhile', async () => {
    const buyer = system().stranger();
    const { orderId, page } = await awaitingConfirmation(buyer);
    await buyer.cancel(orderId);
    expect((await buyer.erase()).state).toBe('none');
    await buyer.confirm(page);
    expect(await stageOf(orderId)).toBe('running');
    await system().cloud.advance(2 * DAY_MS);
    expect(await stageOf(orderId)).toBe('ended');
    expect((await stored(orderId)).attempt).toBeNull();
  });
});

test('an order that nobody confirms is over a day after its end, and nothing was sent', async () => {
  const buyer = system().stranger();
  const asked = await system().channel.asked('cancel');
  const { orderId } = await awaitingConfirmation(buyer);
  await buyer.cancel(orderId);
  await system().cloud.advance(DAY_MS + HOUR_MS);
  expect(await stored(orderId)).toMatchObject({ state: 'cancelled', attempt: null, next: null });
  expect(await system().channel.asked('cancel')).toBe(asked);
});

describe('an order whose page was passed on, and confirmed by somebody else,', () => {
  test('is rejected in neutral words, ended at Alipay, and a person told', async () => {
    const { cloud, operator } = system();
    const [buyer, other] = [system().stranger(), system().stranger()];
    const { orderId, page } = await awaitingConfirmation(buyer);
    await other.confirm(page);
    expect(await stageOf(orderId)).toBe('running');
    await cloud.advance(5 * MINUTE_MS);
    const read = await buyer.read(orderId);
    expect(read).toMatchObject({
      state: 'rejected',
      reasons: [{ code: 'CHANNEL_DECLINED' }],
      pending: false,
    });
    expect(await stageOf(orderId)).toBe('ended');
    expect(await stored(orderId)).toMatchObject({
      attempt: null,
      attention: [{ code: 'CONFIRMED_BY_ANOTHER' }],
    });
    expect(await buyer.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
    await expect(operator.ship(orderId)).rejects.toThrow('WRONG_STATE');
  });

  test('is rejected too when its buyer asks again', async () => {
    const [buyer, other] = [system().stranger(), system().stranger()];
    const { orderId, page } = await awaitingConfirmation(buyer);
    await other.confirm(page);
    const { order, confirmView } = await buyer.assess(orderId);
    expect([order.state, confirmView]).toEqual(['rejected', null]);
    await system().cloud.advance(2 * MINUTE_MS);
    expect(await stageOf(orderId)).toBe('ended');
  });

  test('waits as long as Alipay does not say whose agreement it is', async () => {
    const { cloud } = system();
    const [buyer, other] = [system().stranger(), system().stranger()];
    const { orderId, page } = await awaitingConfirmation(buyer);
    await other.confirm(page);
    const action = 'zhima.credit.payafteruse.creditagreement.query';
    const silent = { match: { service: 'alipay', action }, effect: 'errorBefore', code: 'SYSTEM_ERROR' };
    await cloud.post('/_emulator/faults', [{ ...silent, times: 1_000 }]);
    await cloud.advance(HOUR_MS);
    expect((await buyer.read(orderId)).state).toBe('approved');
    await cloud.clearFaults();
    await cloud.advance(2 * HOUR_MS);
    expect((await buyer.read(orderId)).state).toBe('rejected');
    expect(await stageOf(orderId)).toBe('ended');
  });
});

test('an order that its buyer has confirmed is accepted as soon as he comes back, and he gets no page again', async () => {
  const buyer = system().stranger();
  const { orderId, page } = await awaitingConfirmation(buyer);
  await buyer.confirm(page);
  const { order, confirmView } = await buyer.assess(orderId);
  expect([order.state, confirmView]).toEqual(['accepted', null]);
});

test('whoever leaves is told where he ends what he agreed to with an order', async () => {
  const buyer = system().stranger();
  const { orderId, page } = await awaitingConfirmation(buyer);
  await buyer.confirm(page);
  await buyer.assess(orderId);
  await buyer.cancel(orderId);
  const { closing } = await buyer.closeAccount();
  expect(closing).toMatchObject({ authorisation: 'byBuyer' });
  expect(closing?.where).toMatch(ALIPAY.whereToEnd);
  expect(await system().channel.isAuthorised(buyer.openid)).toBe(true);
  expect((await buyer.erase()).closing).toMatchObject({ authorisation: 'byBuyer' });
});
