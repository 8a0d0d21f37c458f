import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../cloudfunctions/shared/domain/duration.ts';
import { formatFen } from '../../../cloudfunctions/shared/domain/money.ts';
import type { Buyer, Order } from '../../local/buyer.ts';
import type { LocalCloudBase } from '../../local/client.ts';
import { limitText } from '../limitText.ts';
import type { Stage } from '../stories.ts';
import { AlipayPage } from './page.ts';

const TEA_SET = [{ productId: 'tea-set', quantity: 1 }];

/** The agreed day comes, the first debit finds no money, and one of the next does. */
export async function collectedAtSecondTry(stage: Stage): Promise<void> {
  const { cloud, narrator, newBuyer } = stage;
  narrator.title('Collected on the agreed day, at the second try · 到期扣款，首次失败后成功');
  const buyer = await newBuyer();
  const order = await received(stage, buyer, 'demo-second-try');
  await narrator.later(() => later(cloud, buyer, order, 4 * DAY_MS));
  const { notice } = await buyer.read(order.orderId);
  narrator.note(
    `told on day 4: ${formatFen(notice?.amountFen ?? 0)} will be charged on ${notice?.chargeAt.slice(0, 10)}`,
  );
  await buyer.setBalance(0);
  await narrator.later(() => later(cloud, buyer, order, 3 * DAY_MS + 2 * MINUTE_MS));
  narrator.note('Alipay has taken the debit on, found no money, and goes on trying by itself');
  await buyer.setBalance(order.payableFen);
  await narrator.later(() => later(cloud, buyer, order, HOUR_MS));
}

/** Not paid in time: nothing new can be ordered until it is. */
export async function overdueLimitedRestored(stage: Stage): Promise<void> {
  const { cloud, narrator, newBuyer } = stage;
  narrator.title('Overdue, limited, paid, restored · 逾期受限，付清后恢复');
  const buyer = await newBuyer();
  await withAdvance(cloud, { advance: 'off' }, async () => {
    const order = await unpaid(stage, buyer, 'demo-limited');
    await narrator.later(() => later(cloud, buyer, order, 4 * DAY_MS));
    const limited = await buyer.account();
    narrator.note(`limited, overdue orders ${limited.overdueOrders}: ${limitText(limited)}`);
    const early = await buyer.createOrder('demo-limited-2', TEA_SET);
    const refused = await buyer.assessAndConfirm(early.orderId);
    for (const { code, message } of refused.reasons)
      narrator.note(`a new order is refused: ${code}, 「${message}」 (until it is paid)`);
    await buyer.setBalance(order.payableFen);
    await narrator.later(() => later(cloud, buyer, order, DAY_MS));
    const restored = await buyer.account();
    narrator.note(`restored, overdue orders ${restored.overdueOrders}: ${limitText(restored)}`);
    narrator.note('a new order passes again; the limit itself grows back with orders that are paid in time');
    const again = await narrator.step('createOrder', () => buyer.createOrder('demo-restored', TEA_SET));
    await narrator.step('assessCredit', () => buyer.assessAndConfirm(again.orderId));
  });
}

/** 代偿: the merchant has his money, and the buyer owes it to Alipay. */
export async function paidInAdvance(stage: Stage): Promise<void> {
  const { cloud, narrator, newBuyer } = stage;
  narrator.title("Paid by Alipay in the buyer's stead · 代偿");
  const buyer = await newBuyer();
  await withAdvance(cloud, { advance: 'on', advanceAfterHours: 48 }, async () => {
    const order = await unpaid(stage, buyer, 'demo-advance');
    await narrator.later(() => later(cloud, buyer, order, 2 * DAY_MS));
    const { payment } = await buyer.read(order.orderId);
    narrator.note(
      `Alipay has paid the merchant ${formatFen(payment?.paidFen ?? 0)} in the buyer's stead (paidBy: ${payment?.paidBy})`,
    );
    const page = await AlipayPage.open(cloud, buyer, { view: 'order', outOrderNo: order.orderId });
    const { rows } = await page.look();
    narrator.note(
      `the buyer owes Alipay ${rows.get('待还款')}; its page says 「${rows.get('状态')}」 (paid by Zhima, to be paid back)`,
    );
    narrator.note(`not counted as paid in time; the limit: ${limitText(await buyer.account())}`);
  });
}

/** An order that its buyer has, and has not paid. */
async function received({ narrator, operator }: Stage, buyer: Buyer, requestId: string): Promise<Order> {
  const { orderId } = await narrator.step('createOrder', () => buyer.createOrder(requestId, TEA_SET));
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('confirmShip', () => operator.ship(orderId));
  return narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
}

/** The same, with a debit under way that finds no money. */
async function unpaid(stage: Stage, buyer: Buyer, requestId: string): Promise<Order> {
  await buyer.setBalance(0);
  const order = await received(stage, buyer, requestId);
  return stage.narrator.step('settle', () => buyer.payNow(order));
}

async function later(cloud: LocalCloudBase, buyer: Buyer, { orderId }: Order, ms: number): Promise<Order> {
  await cloud.advance(ms);
  return buyer.read(orderId);
}

/** Whether and when Alipay pays in advance; afterwards it is as it was. */
async function withAdvance(
  cloud: LocalCloudBase,
  change: { readonly advance: 'on' | 'off'; readonly advanceAfterHours?: number },
  run: () => Promise<void>,
): Promise<void> {
  const behaviour = '/_emulator/alipay/behaviour';
  const { advance, advanceAfterHours } = (await cloud.post(behaviour, {})) as typeof change;
  await cloud.post(behaviour, change);
  try {
    await run();
  } finally {
    await cloud.post(behaviour, { advance, advanceAfterHours });
  }
}
