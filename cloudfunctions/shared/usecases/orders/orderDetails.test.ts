import { describe, expect, it } from 'vitest';
import { anOrder, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { CALLER, World } from '../../testing/world.ts';
import { assessCredit } from '../assessment/assessCredit.ts';
import { detailsOf, merchantDetailsOf } from './orderDetails.ts';

const BY_STAFF = { role: 'operator', id: 'S001' } as const;

describe('one order, for its buyer', () => {
  it('says what comes next and which buttons there are, and nothing of how it was decided', async () => {
    const world = new World({ order: orderIn('shipped') });
    const details = await detailsOf(world.services, world.order());
    expect(details.upcoming.map(({ action }) => action)).toEqual(['askReceipt']);
    expect(details.can).toEqual(['confirmReceipt', 'claimReturn', 'claimNotReceived', 'claimProblem']);
    expect(details).not.toHaveProperty('assessment');
    expect(details).not.toHaveProperty('attention');
    expect(JSON.stringify(details)).not.toContain('S001');
  });
});

describe('one order, for the merchant', () => {
  it('says when it was read', async () => {
    const world = new World({ order: orderIn('settling') });
    world.later(60_000);
    expect((await merchantDetailsOf(world.services, world.order())).at).toEqual(world.now);
  });

  it('explains why it was refused, with each factor and its points', async () => {
    const world = new World({ order: anOrder({ amountFen: 90_000 }) });
    await assessCredit(world.services, CALLER, { orderId: ORDER });
    const { assessment } = await merchantDetailsOf(world.services, world.order());
    expect(assessment).toMatchObject({ decision: 'rejected', policyVersion: 1, waived: [] });
    expect(assessment?.reasons[0]).toEqual({
      code: 'ACCOUNT_NOT_OPEN',
      message: expect.stringMatching(/开通/),
    });
  });

  it('tells its history with who did it, the money and the words', async () => {
    const shipment = { carrier: '顺丰', trackingNo: 'SF1', shippedAt: T0 };
    const order = orderIn('received', {
      history: [
        { type: 'created', at: T0, by: { role: 'buyer', id: CALLER.buyerId }, amountFen: 16_800 },
        { type: 'shipped', at: T0, by: BY_STAFF, shipment },
        { type: 'lowered', at: T0, by: BY_STAFF, payableFen: 9_000, reason: '有划痕' },
        {
          type: 'chargePostponed',
          at: T0,
          by: { role: 'timer', id: null },
          chargeAt: T0,
          reason: 'noticeVoid',
        },
      ],
    });
    const world = new World({ order });
    const { history } = await merchantDetailsOf(world.services, world.order());
    expect(
      history.map(({ type, role, staffNo, amountFen, note }) => [type, role, staffNo, amountFen, note]),
    ).toEqual([
      ['created', 'buyer', null, 16_800, ''],
      ['shipped', 'operator', 'S001', null, '顺丰 SF1'],
      ['lowered', 'operator', 'S001', 9_000, '有划痕'],
      ['chargePostponed', 'timer', null, null, ''],
    ]);
  });
});
