import { describe, expect, it } from 'vitest';
import { anAccount, anOrder, factsAt, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { NOT_FOUND, says, saysConfirmed, UNKNOWN, VIEW } from '../../testing/scriptedChannel.ts';
import { CALLER, World } from '../../testing/world.ts';
import { assessCredit } from './assessCredit.ts';

const assess = (world: World) => assessCredit(world.services, CALLER, { orderId: ORDER });

describe('assessCredit where the buyer confirms each order', () => {
  function aConfirmer(): World {
    const world = new World({ order: anOrder(), account: anAccount({ authorisation: null }) });
    world.channel.can.authorisesOnce = false;
    world.channel.answers('create', says('awaitingBuyer'));
    return world;
  }

  it('gives the page where he confirms, again and again', async () => {
    const world = aConfirmer();
    expect((await assess(world)).confirmView).toEqual(VIEW);
    expect((await assess(world)).confirmView).toEqual(VIEW);
    const [first, second] = world.channel.sent;
    expect(second?.request).toEqual(first?.request);
    expect(world.account().runningOrders).toBe(1);
  });

  it('gives no page when the channel does not answer', async () => {
    const world = aConfirmer();
    world.channel.answers('create', UNKNOWN);
    const { order, confirmView } = await assess(world);
    expect([order.state, confirmView]).toEqual(['approved', null]);
  });

  it('never sends an order to the channel that has no hold', async () => {
    const world = aConfirmer();
    const approved = orderIn('approved', { attempt: { ...attemptOf(world), kind: 'create' } });
    world.store.seed('orders', approved);
    world.store.seed('creditAccounts', anAccount({ state: 'closed' }));
    await assess(world);
    expect(world.channel.sent).toEqual([]);
  });

  it('never sends a stored cancellation as if it were the creation', async () => {
    const world = aConfirmer();
    const attempt = {
      ...attemptOf(world),
      kind: 'cancel',
      request: world.channel.cancelRequest(ORDER, 'x'),
    } as const;
    world.store.seed('orders', orderIn('approved', { attempt }));
    world.store.seed(
      'creditAccounts',
      anAccount({ holds: { [ORDER]: { amountFen: 16_800, state: 'held', at: T0 } } }),
    );
    await assess(world);
    expect(world.channel.sentOf('create').map((sent) => sent.request.path)).not.toContain('/cancel');
  });

  function attemptOf(world: World) {
    const request = world.channel.createRequest({
      orderId: ORDER,
      amountFen: factsAt('paid').amountFen ?? 0,
      lines: [],
      agreementCode: null,
    });
    const by = { role: 'buyer', id: CALLER.buyerId } as const;
    return { kind: 'create', request, by, startedAt: T0, askAt: T0, resends: 0, notFoundAt: null } as const;
  }
});

/** Its page is only signed here: that he has confirmed already, it does not say. */
describe('assessCredit where the channel knows no order before it is confirmed', () => {
  async function pageGiven(): Promise<World> {
    const world = new World({ order: anOrder(), account: anAccount({ authorisation: null }) });
    world.channel.can.authorisesOnce = false;
    world.channel.can.knowsUnconfirmed = false;
    world.channel.answers('create', says('awaitingBuyer'));
    await assess(world);
    return world;
  }

  it('asks nothing before the first page', async () => {
    const world = await pageGiven();
    expect([world.channel.sent.length, world.channel.queried]).toEqual([1, []]);
  });

  it.each([
    ['and the call is open', false],
    ['and the timer has asked', true],
  ])('accepts at once what he has confirmed meanwhile (%s)', async (_what, closed) => {
    const world = await pageGiven();
    if (closed) world.store.seed('orders', { ...world.order(), channelOrderId: ORDER, attempt: null });
    world.channel.answers('query', saysConfirmed('agreement-1'));
    const { order, confirmView } = await assess(world);
    expect([order.state, confirmView]).toEqual(['accepted', null]);
    expect(world.channel.sent).toHaveLength(1);
  });

  it('gives the page again while he has not', async () => {
    const world = await pageGiven();
    world.channel.answers('query', says('awaitingBuyer'));
    const { order, confirmView } = await assess(world);
    expect([order.state, confirmView]).toEqual(['approved', VIEW]);
  });

  it('rejects what somebody else has confirmed', async () => {
    const world = await pageGiven();
    world.channel.answers('query', saysConfirmed('agreement-2'));
    world.channel.confirmer = { kind: 'confirmer', isPayer: false };
    const { order, confirmView } = await assess(world);
    expect(order).toMatchObject({
      state: 'rejected',
      reasons: [{ code: 'CHANNEL_DECLINED' }],
      pending: false,
    });
    expect(confirmView).toBeNull();
  });

  it.each([UNKNOWN, NOT_FOUND])('gives no second page while that is not known', async (answer) => {
    const world = await pageGiven();
    world.channel.answers('query', answer);
    const { order, confirmView } = await assess(world);
    expect([order.state, confirmView]).toEqual(['approved', null]);
    expect(world.channel.sent).toHaveLength(1);
  });
});
