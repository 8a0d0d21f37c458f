import { beforeAll, describe, expect, test } from 'vitest';
import type { CreditAccount } from '../cloudfunctions/shared/domain/account/account.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { type Buyer, MOMENT_MS } from '../tools/local/buyer.ts';
import { refusal } from './support/calls.ts';
import { CHANNELS } from './support/channels.ts';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { type System, useSystemOver } from './support/system.ts';

/** The account as it is stored. */
async function stored({ database }: System, { openid }: Buyer): Promise<CreditAccount> {
  const buyers = await database.documents<{ _id: string; openid: string }>('buyers');
  const buyerId = buyers.find((one) => one.openid === openid)?._id;
  const accounts = await database.documents<CreditAccount>('creditAccounts');
  const account = accounts.find(({ _id }) => _id === buyerId);
  if (!account) throw new Error('there is no such account');
  return account;
}

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const { can, way } = tested;

  describe('opening 先用后付', () => {
    const system = useSystemOver(tested);

    test('keeps as evidence which text was shown when, and what stood beside the box', async () => {
      const before = await system().now();
      const buyer = await system().buyer();
      const offer = await buyer.offer();
      const { consents } = await stored(system(), buyer);
      expect(consents).toMatchObject([
        { termsVersion: offer.termsVersion, textHash: offer.textHash, adult: true },
      ]);
      expect(consents[0]?.shown).toEqual({ chargeAfterReceiptDays: offer.chargeAfterReceiptDays });
      expect(consents[0]?.at.getTime()).toBeGreaterThanOrEqual(before.getTime());
      const account = await buyer.account();
      expect(account).toMatchObject({ state: 'open', authorisation: 'active', termsOutdated: false });
      expect(account.limitReasons).toMatchObject([{ code: 'OPENING', changeFen: 100_000 }]);
    });

    test('is refused with an empty box, without it, by a child, and for another day of the charge', async () => {
      const buyer = system().stranger();
      const consent = await buyer.openingConsent();
      const open = (changes: object) => ({
        action: 'open',
        channel: way.channel,
        consent: { ...consent, ...changes },
      });
      for (const changes of [{ accepted: false }, { accepted: undefined }, { adult: false }]) {
        expect(await refusal(buyer, 'account', open(changes))).toMatchObject({
          code: 'INVALID_INPUT',
        });
      }
      const otherDay = open({ shownChargeAfterReceiptDays: 30 });
      expect(await refusal(buyer, 'account', otherDay)).toMatchObject({ code: 'TERMS_CHANGED' });
      expect((await buyer.account()).state).toBe('none');
    });

    test('tells what is held, and when each later amount comes', async () => {
      const buyer = await system().buyer();
      const shipped = await orderAt(system(), buyer, 'shipped');
      const received = await orderAt(system(), buyer, 'received');
      const { availableFen, holds, owed } = await buyer.account();
      expect(availableFen).toBe(100_000 - 2 * shipped.payableFen);
      expect(holds.map(({ orderId, state }) => [orderId, state]).toSorted()).toEqual(
        [shipped, received].map(({ orderId }) => [orderId, 'held']).toSorted(),
      );
      expect(owed).toMatchObject([
        { orderId: shipped.orderId, state: 'shipped', chargeAt: null, chargeAfterReceiptDays: 7 },
        { orderId: received.orderId, state: 'received', chargeAt: received.chargeAt, frozen: false },
      ]);
    });

    test('the minors’ lock stands at once, and for a day after it was asked to open', async () => {
      const { cloud } = system();
      const buyer = await system().buyer();
      expect((await buyer.switchMinorsLock(true)).minorsLock).toMatchObject({ until: null });
      const { minorsLock } = await buyer.switchMinorsLock(false);
      const openMs = (await system().now()).getTime() + DAY_MS;
      expect(Math.abs(new Date(minorsLock?.until ?? 0).getTime() - openMs)).toBeLessThan(MINUTE_MS);
      await cloud.advance(DAY_MS - HOUR_MS);
      expect((await buyer.account()).minorsLock).not.toBeNull();
      await cloud.advance(2 * HOUR_MS);
      expect((await buyer.account()).minorsLock).toBeNull();
    });

    test('a new version of the terms asks again, and both consents are kept', async () => {
      const { cloud, database } = system();
      const buyer = await system().buyer();
      const old = await buyer.openingConsent();
      await database
        .collection('terms')
        .add({ _id: 'terms-2', version: 2, title: '第 2 版', text: '新的条款。' });
      // A warm instance keeps the terms for a minute.
      await cloud.advance(2 * MINUTE_MS);
      expect(await buyer.account()).toMatchObject({ state: 'open', termsOutdated: true });
      const again = { action: 'open', channel: way.channel, consent: old };
      expect(await refusal(buyer, 'account', again)).toMatchObject({
        code: 'TERMS_CHANGED',
        details: { termsVersion: 2 },
      });
      await buyer.openAccount();
      await buyer.openAccount();
      const account = await buyer.account();
      expect(account).toMatchObject({ termsOutdated: false, authorisation: 'active' });
      expect(account.consents.map(({ termsVersion }) => termsVersion)).toEqual([1, 2]);
    });
  });

  describe('closing 先用后付', () => {
    const system = useSystemOver(tested);
    let buyer: Buyer;
    const orders: Record<'created' | 'accepted' | 'shipped' | 'settling', string> = {
      created: '',
      accepted: '',
      shipped: '',
      settling: '',
    };
    const state = async (order: keyof typeof orders) => (await buyer.read(orders[order])).state;

    beforeAll(async () => {
      buyer = await system().buyer();
      for (const stage of ['settling', 'shipped', 'accepted', 'created'] as const) {
        orders[stage] = (await orderAt(system(), buyer, stage)).orderId;
      }
    }, 60_000);

    test('works in one tap, whatever runs; what was not accepted is cancelled, the rest stays', async () => {
      const account = await buyer.closeAccount();
      expect(account).toMatchObject({ state: 'closed', runningOrders: 3 });
      expect(account.closing).toMatchObject({ authorisation: 'waiting' });
      expect(account.closing?.where).toMatch(tested.whereToEnd);
      expect(await state('created')).toBe('cancelled');
      expect([await state('accepted'), await state('shipped')]).toEqual(['accepted', 'shipped']);
    });

    test('keeps every new order out from then on', async () => {
      const { orderId } = await buyer.createOrder(newRequestId(), THERMOS);
      const { order } = await buyer.assess(orderId);
      expect([order.state, order.reasons[0]?.code]).toEqual(['rejected', 'ACCOUNT_CLOSED']);
      expect(await system().channel.standing(orderId)).toBeUndefined();
    });

    test('lets running orders go on to their end, under their own terms', async () => {
      const { cloud, operator } = system();
      await cloud.advance(MOMENT_MS);
      expect(await state('settling')).toBe('settled');
      expect(await system().channel.isAuthorised(buyer.openid)).toBe(true);
      await operator.ship(orders.accepted);
      for (const order of ['accepted', 'shipped'] as const) {
        await buyer.payNow(await buyer.confirmReceipt(orders[order]));
      }
      await cloud.advance(MINUTE_MS);
      expect([await state('accepted'), await state('shipped')]).toEqual(['settled', 'settled']);
      await expectSound(system());
    });

    test('ends the channel’s authorisation after the last of them, or leaves that to the buyer', async () => {
      await system().cloud.advance(DAY_MS + HOUR_MS);
      expect(await system().channel.isAuthorised(buyer.openid)).toBe(!can.endsAuthorisation);
      expect(await buyer.account()).toMatchObject({
        state: 'closed',
        authorisation: can.endsAuthorisation ? 'ended' : 'active',
        runningOrders: 0,
        closing: { authorisation: can.endsAuthorisation ? 'ended' : 'byBuyer' },
      });
      expect((await stored(system(), buyer)).next).toBeNull();
    });

    test('notices when he ends it himself', async () => {
      const { channel, cloud } = system();
      if (!can.endsAuthorisation) await channel.leave(buyer.openid);
      await cloud.advance(MOMENT_MS);
      expect(await channel.isAuthorised(buyer.openid)).toBe(false);
      expect((await buyer.account()).closing).toMatchObject({ authorisation: 'ended' });
    });

    test('opening again asks for everything again, and keeps the limit', async () => {
      const { limitFen, record } = await stored(system(), buyer);
      const without = { action: 'open', channel: way.channel };
      expect(await refusal(buyer, 'account', without)).toMatchObject({ code: 'INVALID_INPUT' });
      await buyer.openAccount();
      const account = await stored(system(), buyer);
      expect(account).toMatchObject({ state: 'open', closedAt: null, next: null, limitFen, record });
      expect(account.consents).toHaveLength(2);
      expect(await system().channel.isAuthorised(buyer.openid)).toBe(true);
      expect((await orderAt(system(), buyer, 'accepted')).state).toBe('accepted');
    });

    test('ends the authorisation at once where nothing runs, or says where to', async () => {
      const other = await system().buyer();
      const { closing } = await other.closeAccount();
      expect(closing).toMatchObject({ authorisation: can.endsAuthorisation ? 'ended' : 'byBuyer' });
      expect(closing?.where).toMatch(tested.whereToEnd);
      expect(await system().channel.isAuthorised(other.openid)).toBe(!can.endsAuthorisation);
    });

    test('is refused to who never opened it', async () => {
      const input = { action: 'close' };
      expect(await refusal(system().stranger(), 'account', input)).toMatchObject({
        code: 'ACCOUNT_NOT_FOUND',
      });
    });
  });

  describe('closing 先用后付 where each order is confirmed at the channel', () => {
    const system = useSystemOver(tested, tested.confirmEach);

    test('cancels an order that waits for that confirmation, at the channel too', async () => {
      const { cloud, channel } = system();
      const buyer = await system().buyer();
      const { orderId } = await buyer.createOrder(newRequestId(), THERMOS);
      const { order } = await buyer.assess(orderId);
      expect(order.state).toBe('approved');
      const account = await buyer.closeAccount();
      // With an order that he confirms he may agree to more, and only the channel knows.
      const authorisation = can.confirmingAgrees ? 'byBuyer' : 'ended';
      expect(account.closing).toMatchObject({ authorisation });
      expect(account.closing?.where).toMatch(tested.whereToEnd);
      await cloud.advance(5 * MINUTE_MS);
      expect((await buyer.read(orderId)).state).toBe('cancelled');
      // Some channels know of it only once it is confirmed.
      expect((await channel.standing(orderId))?.stage ?? 'ended').toBe('ended');
      expect(await buyer.account()).toMatchObject({ runningOrders: 0, availableFen: 100_000 });
    });
  });
});
