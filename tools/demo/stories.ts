import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { formatFen } from '../../cloudfunctions/shared/domain/money.ts';
import { type Buyer, MOMENT_MS } from '../local/buyer.ts';
import type { LocalCloudBase } from '../local/client.ts';
import type { Operator } from '../local/operator.ts';
import type { Narrator } from './narrator.ts';

export interface Stage {
  readonly cloud: LocalCloudBase;
  readonly narrator: Narrator;
  readonly operator: Operator;
  /** A buyer whom nobody has met. */
  stranger(): Buyer;
  /** One with 先用后付 opened. */
  newBuyer(): Promise<Buyer>;
}

export type Story = (stage: Stage) => Promise<void>;

/** The five steps: from the first tap to paid. */
export async function paidInTime({ cloud, operator, narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('An order from first tap to paid · 一笔按时付清的订单');
  const buyer = await newBuyer();
  const { orderId, payableFen } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-paid-in-time', [{ productId: 'tea-set', quantity: 1 }]),
  );
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('confirmShip', () => operator.ship(orderId));
  await narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
  await narrator.step('settle', () => buyer.payNow({ orderId, payableFen }));
  await narrator.later(async () => {
    await cloud.advance(MOMENT_MS);
    return buyer.read(orderId);
  });
  const account = await buyer.account();
  narrator.note(`available again: ${formatFen(account.availableFen)} of ${formatFen(account.limitFen)}`);
}

/** Left to itself after receipt: told three days before, charged on the seventh. */
export async function chargedByItself({ cloud, operator, narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('Nobody taps 立即支付 · 到期自动扣款');
  const buyer = await newBuyer();
  const { orderId } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-by-itself', [{ productId: 'rice', quantity: 2 }]),
  );
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('confirmShip', () => operator.ship(orderId));
  await narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
  await narrator.later(async () => {
    await cloud.advance(4 * DAY_MS);
    return buyer.read(orderId);
  });
  const { notice } = await buyer.read(orderId);
  narrator.note(
    `told on day 4: ${formatFen(notice?.amountFen ?? 0)} will be charged on ${notice?.chargeAt.slice(0, 10)}`,
  );
  await narrator.later(async () => {
    await cloud.advance(3 * DAY_MS + HOUR_MS);
    return buyer.read(orderId);
  });
}

export async function rejected({ narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('An order that may not be paid later · 未通过评估的订单');
  const buyer = await newBuyer();
  const { orderId } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-rejected', [{ productId: 'massage-chair', quantity: 1 }]),
  );
  const order = await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  for (const reason of order.reasons) narrator.note(`${reason.code}: ${reason.message}`);
}

export async function cancelled({ narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('An order that the buyer cancels · 买家取消的订单');
  const buyer = await newBuyer();
  const { orderId } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-cancelled', [{ productId: 'thermos', quantity: 1 }]),
  );
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('cancelOrder', () => buyer.cancel(orderId));
}

export async function overdueThenPaid({ cloud, operator, narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('Not enough money, overdue, then paid · 余额不足，逾期后付清');
  const buyer = await newBuyer();
  await buyer.setBalance(0);
  const { orderId, amountFen, payableFen } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-overdue', [{ productId: 'quilt', quantity: 1 }]),
  );
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('confirmShip', () => operator.ship(orderId));
  await narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
  await narrator.step('settle', () => buyer.payNow({ orderId, payableFen }));
  await narrator.later(async () => {
    await cloud.advance(4 * DAY_MS);
    return buyer.read(orderId);
  });
  await buyer.setBalance(amountFen);
  await narrator.later(async () => {
    await cloud.advance(2 * DAY_MS);
    return buyer.read(orderId);
  });
}

/** The merchant makes it cheaper while the channel collects, and cheaper still after the payment. */
export async function loweredAndRefunded({ cloud, operator, narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('Made cheaper before and after the payment · 调低金额，部分退款');
  const buyer = await newBuyer();
  await buyer.setBalance(0);
  const { orderId, payableFen } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-lowered', [{ productId: 'thermos', quantity: 2 }]),
  );
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('confirmShip', () => operator.ship(orderId));
  await narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
  const collecting = await narrator.step('settle', () => buyer.payNow({ orderId, payableFen }));
  const lowered = await narrator.step('settle', () => operator.lower(collecting, 15_000));
  const extraFen = (lowered.collectingFen ?? 0) - lowered.payableFen;
  if (extraFen > 0) {
    narrator.note(
      `${buyer.way.name} cannot collect less: of what it takes, ${formatFen(extraFen)} will come back`,
    );
    narrator.note(`the buyer reads 「${lowered.owedText}」 (the same)`);
  }
  await buyer.setBalance(payableFen);
  await narrator.later(async () => {
    await cloud.advance(DAY_MS);
    return buyer.read(orderId);
  });
  await narrator.step('settle', async () => operator.lower(await buyer.read(orderId), 12_000));
  await narrator.later(async () => {
    await cloud.advance(MINUTE_MS);
    return buyer.read(orderId);
  });
}
