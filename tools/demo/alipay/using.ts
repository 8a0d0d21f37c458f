import { formatFen } from '../../../cloudfunctions/shared/domain/money.ts';
import type { Order as StoredOrder } from '../../../cloudfunctions/shared/domain/order/order.ts';
import { type Buyer, data, MOMENT_MS, type Order } from '../../local/buyer.ts';
import { limitText } from '../limitText.ts';
import type { Stage } from '../stories.ts';

const TEA_SET = { productId: 'tea-set', quantity: 1 };

/** From the mark on the goods to paid by a tap, before the agreed day. */
export async function paidEarly(stage: Stage, buyer: Buyer): Promise<void> {
  const { cloud, narrator, operator } = stage;
  narrator.title('Using: checked by itself, nothing paid now, paid early · 自动检查，现在不付款，提前支付');
  await tellMark(stage, buyer);
  const { orderId } = await checkedOut(stage, buyer);
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await tellChecks(stage, orderId);
  const { payment } = await buyer.read(orderId);
  narrator.note(
    `paid now: ${payment ? formatFen(payment.paidFen) : 'nothing'}; of the limit: ${await limitOf(buyer)}`,
  );
  await narrator.step('confirmShip', () => operator.ship(orderId));
  const order = await narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
  narrator.note(
    `the agreed day is ${order.chargeAt?.slice(0, 10)}; the buyer wants to pay earlier, and taps 「立即支付」 (pay now)`,
  );
  await narrator.step('settle', () => buyer.payNow(order));
  await narrator.later(async () => {
    await cloud.advance(MOMENT_MS);
    return buyer.read(orderId);
  });
  narrator.note(`the limit is restored: ${await limitOf(buyer)}`);
}

/** Which goods carry it, and what stands beside it. */
async function tellMark({ narrator }: Stage, buyer: Buyer): Promise<void> {
  const { items, payLater } = data(await buyer.call('listProducts', {}));
  const marked = items.filter((product) => product.payLater);
  const teaSet = marked.find(({ productId }) => productId === TEA_SET.productId);
  narrator.note(
    `${marked.length} of ${items.length} goods carry the mark of 先用后付 (pay later), and what it means:`,
  );
  narrator.note(
    `「${teaSet?.payLaterText}」 (now ¥0, on day ${payLater.chargeAfterReceiptDays} after receipt ${formatFen(teaSet?.priceFen ?? 0)})`,
  );
}

/** Goods, count, price and address, and the box that nobody but the buyer ticks. */
async function checkedOut({ narrator }: Stage, buyer: Buyer): Promise<Order> {
  const cart = await buyer.checkout('demo-paid-early', [TEA_SET]);
  const unticked = { ...cart, consent: { ...cart.consent, accepted: false } };
  const answer = await buyer.ask('createOrder', unticked);
  narrator.note(
    `the consent box is empty at first; without a tick: ${answer.ok ? 'ordered' : answer.error.code}`,
  );
  const order = await narrator.step('createOrder', async () => data(await buyer.call('createOrder', cart)));
  const { lines, delivery } = data(await buyer.call('readOrders', { view: 'one', orderId: order.orderId }));
  const goods = lines.map(
    ({ quantity, title, productId, unitPriceFen }) =>
      `${quantity} × 「${title}」 (${productId}) at ${formatFen(unitPriceFen)}`,
  );
  narrator.note(`he has ticked it, and confirmed count, goods and price: ${goods.join(', ')}`);
  narrator.note(`and the address: 「${delivery?.address}」`);
  return order;
}

/** What the assessment looked at by itself, as it is stored with the order. */
async function tellChecks({ cloud, narrator, operator }: Stage, orderId: string): Promise<void> {
  const stored = (await cloud.documents('orders')).find(
    ({ _id }) => _id === orderId,
  ) as unknown as StoredOrder;
  if (!stored.assessment) throw new Error(`nobody has assessed ${orderId}`);
  const { facts, points, decision } = stored.assessment;
  const { assessment } = data(await cloud.call(operator.openid, 'readOrders', { view: 'policy' }));
  narrator.note(
    `checked by itself: Alipay's agreement: ${facts.authorisation}; limit: ${formatFen(facts.amountFen)} of ${formatFen(facts.availableFen)} available;`,
  );
  narrator.note(
    `own history: ${facts.settledInTime} paid in time, ${facts.settledLate} late, ${facts.overdueOrders} overdue now; ${points} points, ${assessment.approveFromPoints} needed: ${decision}`,
  );
}

async function limitOf(buyer: Buyer): Promise<string> {
  return limitText(await buyer.account());
}
