import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../domain/duration.ts';
import type { Order } from '../../domain/order/order.ts';
import { anAccount, anAttempt, aPayment, later, ORDER, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { says } from '../../testing/scriptedChannel.ts';
import { CALLER, OPERATOR, refusal, STRANGER, World } from '../../testing/world.ts';
import { payNow } from '../money/charge.ts';
import { confirmReceipt } from '../orders/confirmReceipt.ts';
import { runDue } from '../time/runDue.ts';
import { agreeToClaim, confirmGoodsBack, recordUndelivered } from './agreedClaims.ts';
import { refuseClaim, requestClaim, sendGoodsBack, withdrawClaim } from './claims.ts';

const WISH = { orderId: ORDER, kind: 'return', reason: '颜色不合适' } as const;
const PARCEL = { orderId: ORDER, carrier: '顺丰速运', trackingNo: 'SF2' };
const REASON = '已超过约定的退货范围';

/** An order with a hold, long enough after its start that nothing of it is due. */
function world(order: Order): World {
  const account = anAccount({
    availableFen: 100_000 - order.amountFen,
    runningOrders: 1,
    holds: { [ORDER]: { amountFen: order.amountFen, state: 'held', at: T0 } },
  });
  const made = new World({ order: { ...order, accountDuty: null }, account });
  made.now = later(T0, 8 * DAY_MS);
  return made;
}

async function claimed(order: Order): Promise<World> {
  const made = world(order);
  await requestClaim(made.services, CALLER, WISH);
  return made;
}

/** The claim as the operator sees it. */
function seen(made: World): { orderId: string; requestedAt: Date } {
  return { orderId: ORDER, requestedAt: made.order().claim?.requestedAt ?? T0 };
}

function agree(made: World, goodsBack = true, who = OPERATOR) {
  return agreeToClaim(made.services, who, { ...seen(made), goodsBack, note: '同意' });
}

function refuse(made: World, who = OPERATOR) {
  return refuseClaim(made.services, who, { ...seen(made), reason: REASON });
}

async function timer(made: World, ms: number): Promise<void> {
  made.later(ms);
  await runDue(made.services, () => true);
}

describe('a request to return goods', () => {
  it.each(['shipped', 'received', 'settling', 'overdue', 'settled'] as const)(
    'freezes an order that is %s, keeps what was said, and calls the merchant',
    async (state) => {
      const made = world(orderIn(state));
      const view = await requestClaim(made.services, CALLER, WISH);
      expect(view.claim).toMatchObject({ kind: 'return', stage: 'requested', reason: '颜色不合适' });
      expect(made.order()).toMatchObject({ state, freeze: { cause: 'return', since: made.now } });
      expect(made.attentions()).toEqual(['CLAIM_REQUESTED']);
      expect(view.claim?.deadline).toEqual(later(made.now, 2 * DAY_MS));
    },
  );

  it.each(['created', 'approved', 'accepted', 'rejected', 'cancelled', 'writtenOff', 'returned'] as const)(
    'is none for an order that is %s',
    async (state) => {
      const made = world(orderIn(state));
      expect(await refusal(requestClaim(made.services, CALLER, WISH))).toBe('WRONG_STATE');
    },
  );

  it('is taken at once even while a call to the channel is open', async () => {
    const made = await claimed(
      orderIn('settling', { attempt: anAttempt('complete'), collectingSince: null }),
    );
    expect(made.order().freeze).not.toBeNull();
  });

  it('a second time changes nothing, and another one has to wait', async () => {
    const made = await claimed(orderIn('received'));
    const { version } = made.order();
    await requestClaim(made.services, CALLER, { ...WISH, reason: '再点一次' });
    expect(made.order().version).toBe(version);
    const other = { orderId: ORDER, kind: 'notReceived', reason: '没收到' } as const;
    expect(await refusal(requestClaim(made.services, CALLER, other))).toBe('ORDER_FROZEN');
  });

  it('ten times at once opens one', async () => {
    const made = world(orderIn('received'));
    await Promise.all(Array.from({ length: 10 }, () => requestClaim(made.services, CALLER, WISH)));
    expect(made.order().history.filter(({ type }) => type === 'claimRequested')).toHaveLength(1);
  });

  it('is nobody else’s, and of an order that costs something', async () => {
    expect(await refusal(requestClaim(world(orderIn('received')).services, STRANGER, WISH))).toBe(
      'ORDER_NOT_FOUND',
    );
    const free = world(orderIn('shipped', { payableFen: 0, loweredAt: T0 }));
    expect(await refusal(requestClaim(free.services, CALLER, WISH))).toBe('NOTHING_TO_CLAIM');
  });

  it('stops receipt, tap and automatic charge while it is open', async () => {
    const shipped = await claimed(orderIn('shipped'));
    expect(await refusal(confirmReceipt(shipped.services, CALLER, { orderId: ORDER }))).toBe('ORDER_FROZEN');
    const received = await claimed(orderIn('received'));
    const tap = { orderId: ORDER, channel: 'wechatpay', shownAmountFen: 16_800 } as const;
    expect(await refusal(payNow(received.services, CALLER, tap))).toBe('ORDER_FROZEN');
    received.policy = { ...received.policy, returns: { ...received.policy.returns, answerDays: 15 } };
    await timer(received, 10 * DAY_MS);
    expect(received.channel.sent).toEqual([]);
  });

  it('between notice and charge voids the notice', async () => {
    const made = await claimed(orderIn('received'));
    expect(made.order().notice).toBeNull();
  });

  it('says that a collection that already runs may still take the money', async () => {
    const made = await claimed(orderIn('settling'));
    const view = await requestClaim(made.services, CALLER, WISH);
    expect(view.claim?.warning).toContain('仍可能扣款成功');
    expect((await requestClaim(world(orderIn('received')).services, CALLER, WISH)).claim?.warning).toBeNull();
  });

  it('stops an order from becoming overdue, and its reminders', async () => {
    const collected = await claimed(orderIn('settling'));
    collected.channel.answers('query', says('collecting'));
    const long = { ...collected.policy.returns, answerDays: 15 };
    collected.policy = { ...collected.policy, returns: long };
    await timer(collected, 10 * DAY_MS);
    expect(collected.order().state).toBe('settling');
    const late = await claimed(orderIn('overdue'));
    late.channel.answers('query', says('collecting'));
    late.policy = { ...late.policy, returns: long };
    await timer(late, 10 * DAY_MS);
    expect(late.order().history.map(({ type }) => type)).not.toContain('reminded');
  });
});

describe('a return that is agreed to', () => {
  it('waits for the goods, then ends without money: the channel order is cancelled, the hold released', async () => {
    const made = await claimed(orderIn('received'));
    made.channel.answers('cancel', says('closed'));
    await agree(made);
    expect(made.order().claim?.stage).toBe('agreed');
    expect(made.order().attention).toEqual([]);
    expect(made.channel.sent).toEqual([]);
    await sendGoodsBack(made.services, CALLER, PARCEL);
    expect(made.order().claim?.stage).toBe('sentBack');
    const view = await confirmGoodsBack(made.services, OPERATOR, seen(made));
    expect(view).toMatchObject({ state: 'returned', payableFen: 0, claim: { stage: 'done' } });
    expect(made.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
  });

  it('in part costs less, and goes on', async () => {
    const line = { ...orderIn('received').lines[0], productId: 'cup', unitPriceFen: 2_000, quantity: 3 };
    const made = world(orderIn('received', { lines: [line as Order['lines'][number]] }));
    const items = [{ productId: 'cup', quantity: 2 }];
    await requestClaim(made.services, CALLER, { ...WISH, items });
    await agree(made, false);
    expect(made.order()).toMatchObject({ state: 'received', payableFen: 12_800, freeze: null });
    expect(made.order().next?.action).toBe('giveNotice');
  });

  it('after the payment gives the money back', async () => {
    const made = await claimed(orderIn('settled', { payment: aPayment() }));
    made.channel.answersRefund('refund', { kind: 'unknown', cause: 'ECONNABORTED' });
    await agree(made, false);
    expect(made.order().refunds).toMatchObject([{ amountFen: 16_800, stage: 'requested' }]);
  });

  it('of an order that was paid another way calls the merchant, who gives back by hand', async () => {
    const made = await claimed(orderIn('settled', { payment: aPayment({ transactionId: null }) }));
    await agree(made, false);
    expect(made.order().attention.map(({ code }) => code)).toEqual(['REFUND_BY_HAND']);
  });

  it('while the channel collects has it let go, or collect less', async () => {
    const whole = await claimed(orderIn('settling'));
    whole.channel.answers('cancel', says('closed'));
    await agree(whole, false);
    expect(whole.order().state).toBe('returned');

    const part = world(orderIn('settling'));
    await requestClaim(part.services, CALLER, { ...WISH, kind: 'problem', amountFen: 6_800 });
    part.channel.answers('modify', says('collecting', { amountFen: 10_000 }));
    await agree(part);
    expect(part.order()).toMatchObject({ state: 'settling', payableFen: 10_000, collectingFen: 10_000 });
  });

  it('is agreed to by silence, lapses without goods, and ends by silence once they are on their way', async () => {
    const silent = await claimed(orderIn('received'));
    await timer(silent, 2 * DAY_MS);
    expect(silent.order().claim?.stage).toBe('agreed');
    expect(silent.order().attention.map(({ code }) => code)).toEqual(['CLAIM_AGREED_BY_SILENCE']);
    const sent = new World({ order: silent.order(), account: silent.account() });
    sent.now = silent.now;
    await timer(silent, 7 * DAY_MS);
    expect(silent.order()).toMatchObject({ claim: { stage: 'lapsed' }, freeze: null });

    sent.channel.answers('cancel', says('closed'));
    await sendGoodsBack(sent.services, CALLER, PARCEL);
    await timer(sent, 10 * DAY_MS);
    expect(sent.order().state).toBe('returned');
  });

  it('twice at once agrees once', async () => {
    const made = await claimed(orderIn('settled', { payment: aPayment() }));
    made.channel.answersRefund('refund', { kind: 'unknown', cause: 'ECONNABORTED' });
    await Promise.all([1, 2, 3].map(() => agree(made, false)));
    expect(made.order().history.filter(({ type }) => type === 'claimDone')).toHaveLength(1);
    expect(made.order().payableFen).toBe(0);
  });
});

describe('a claim that ends without effect', () => {
  it('by a refusal tells its reason, and the charge needs a new notice', async () => {
    const made = await claimed(orderIn('received'));
    made.now = later(CHARGE_AT, DAY_MS);
    const view = await refuse(made);
    expect(view).toMatchObject({ claim: { stage: 'refused', answer: REASON } });
    expect(made.order()).toMatchObject({ freeze: null, notice: null, chargeAt: made.now });
    await timer(made, 0);
    const notice = made.order().notice;
    expect(notice?.chargeAt).toEqual(later(made.now, 3 * DAY_MS));
    expect(made.channel.sent).toEqual([]);
  });

  it('by a withdrawal lets the parcel be received', async () => {
    const made = world(orderIn('shipped'));
    await requestClaim(made.services, CALLER, { orderId: ORDER, kind: 'notReceived', reason: '没收到' });
    await withdrawClaim(made.services, CALLER, { orderId: ORDER });
    expect((await confirmReceipt(made.services, CALLER, { orderId: ORDER })).state).toBe('received');
  });

  it('while the channel collects leaves a new period of grace', async () => {
    const made = await claimed(orderIn('settling'));
    made.now = later(CHARGE_AT, 10 * DAY_MS);
    await refuse(made);
    expect(made.order().dueAt).toEqual(later(made.now, 3 * DAY_MS));
  });

  it('may refuse goods that came back, but not goods that were not sent', async () => {
    const made = await claimed(orderIn('received'));
    await agree(made);
    expect(await refusal(refuse(made))).toBe('CLAIM_NOT_OPEN');
    await sendGoodsBack(made.services, CALLER, PARCEL);
    await refuse(made);
    expect(made.order().claim?.stage).toBe('refused');
  });

  it('is not answered again', async () => {
    const made = await claimed(orderIn('received'));
    await refuse(made);
    expect(await refusal(agree(made))).toBe('CLAIM_NOT_OPEN');
    expect(await refusal(withdrawClaim(made.services, CALLER, { orderId: ORDER }))).toBe('CLAIM_NOT_OPEN');
  });
});

describe('what only an operator, or only the buyer, may do', () => {
  it('is refused to the other', async () => {
    const made = await claimed(orderIn('received'));
    const { services } = made;
    expect(await refusal(agree(made, true, CALLER))).toBe('FORBIDDEN');
    expect(await refusal(refuse(made, CALLER))).toBe('FORBIDDEN');
    expect(await refusal(confirmGoodsBack(services, CALLER, seen(made)))).toBe('FORBIDDEN');
    expect(await refusal(recordUndelivered(services, CALLER, { orderId: ORDER, reason: '丢件' }))).toBe(
      'FORBIDDEN',
    );
    expect(await refusal(withdrawClaim(services, STRANGER, { orderId: ORDER }))).toBe('ORDER_NOT_FOUND');
    expect(await refusal(sendGoodsBack(services, STRANGER, PARCEL))).toBe('ORDER_NOT_FOUND');
  });
});

describe('a parcel that was lost or not taken', () => {
  it('ends the order without money, also when it is in dispute', async () => {
    for (const disputed of [false, true]) {
      const made = world(orderIn('shipped'));
      const wish = { orderId: ORDER, kind: 'notReceived', reason: '没收到' } as const;
      if (disputed) await requestClaim(made.services, CALLER, wish);
      made.channel.answers('cancel', says('closed'));
      const view = await recordUndelivered(made.services, OPERATOR, { orderId: ORDER, reason: '丢件' });
      expect(view.state).toBe('returned');
      expect(made.order().freeze).toBeNull();
      expect(made.account().runningOrders).toBe(0);
    }
  });

  it('is none once it was received', async () => {
    const made = world(orderIn('received'));
    const lost = { orderId: ORDER, reason: '丢件' };
    expect(await refusal(recordUndelivered(made.services, OPERATOR, lost))).toBe('WRONG_STATE');
  });
});
