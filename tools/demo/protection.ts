import { DAY_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { formatFen } from '../../cloudfunctions/shared/domain/money.ts';
import { type Buyer, MOMENT_MS } from '../local/buyer.ts';
import type { Stage } from './stories.ts';

/** Between the notice and the charge the buyer wants to return it: nothing is charged from then on. */
export async function returned({ cloud, operator, narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('Sent back between notice and charge · 提醒之后、扣款之前退货');
  const buyer = await newBuyer();
  const { orderId } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-returned', [{ productId: 'quilt', quantity: 1 }]),
  );
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('confirmShip', () => operator.ship(orderId));
  await narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
  await narrator.later(async () => {
    await cloud.advance(5 * DAY_MS);
    return buyer.read(orderId);
  });
  const wish = { step: 'request', orderId, kind: 'return', reason: '颜色与描述不符' } as const;
  await narrator.step('handleReturn', () => buyer.claim(wish));
  await narrator.step('handleReturn', () => operator.answer({ step: 'agree', orderId }));
  const parcel = { step: 'sendBack', orderId, carrier: '顺丰速运', trackingNo: 'SF0987654321' } as const;
  await narrator.step('handleReturn', () => buyer.claim(parcel));
  await narrator.later(async () => {
    await cloud.advance(5 * DAY_MS);
    return buyer.read(orderId);
  });
  await narrator.step('handleReturn', () => operator.answer({ step: 'goodsBack', orderId }));
}

/** A refusal that a person looks at again: the refused order stays refused, the next one passes once. */
export async function reviewed({ operator, narrator, newBuyer }: Stage): Promise<void> {
  narrator.title('Refused, reviewed by a person, ordered again · 未通过，人工复核后再下单');
  const buyer = await newBuyer();
  const items = [{ productId: 'tea-set', quantity: 4 }];
  const first = await narrator.step('createOrder', () => buyer.createOrder('demo-reviewed-1', items));
  const refused = await narrator.step('assessCredit', () => buyer.assessAndConfirm(first.orderId));
  for (const reason of refused.reasons) narrator.note(`${reason.code}: ${reason.message}`);
  await narrator.step('assessCredit', () => buyer.askReview(first.orderId, '给老人买的，请帮忙看看'));
  await narrator.step('assessCredit', () => operator.answerReview(first.orderId, true, '老顾客，同意一次'));
  const again = await narrator.step('createOrder', () => buyer.createOrder('demo-reviewed-2', items));
  const { secondConfirmation } = await buyer.assess(again.orderId);
  narrator.note(`repeat first: ${secondConfirmation?.quantity} pieces, ${formatFen(again.amountFen)}`);
  await narrator.step('assessCredit', async () => (await buyer.confirmAgain(again)).order);
}

/** Closed with one tap; the channel's authorisation ends by itself after the last order. */
export async function closed(stage: Stage): Promise<void> {
  const buyer = await closedWhileRunning(stage);
  const { authorisation } = await buyer.account();
  stage.narrator.note(`${buyer.way.name}'s authorisation: ${authorisation}`);
}

/** An order goes on to its end, and nothing new can be ordered. @returns the buyer who has closed */
export async function closedWhileRunning({ cloud, operator, narrator, newBuyer }: Stage): Promise<Buyer> {
  narrator.title('Closed while an order runs · 有进行中的订单时关闭先用后付');
  const buyer = await newBuyer();
  const { orderId, payableFen } = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-closed', [{ productId: 'rice', quantity: 1 }]),
  );
  await narrator.step('assessCredit', () => buyer.assessAndConfirm(orderId));
  await narrator.step('confirmShip', () => operator.ship(orderId));
  const account = await buyer.closeAccount();
  narrator.note(`closed: ${account.state}; ${formatFen(payableFen)} goes on as agreed`);
  const late = await buyer.createOrder('demo-closed-late', [{ productId: 'thermos', quantity: 1 }]);
  const refused = await buyer.assessAndConfirm(late.orderId);
  for (const reason of refused.reasons) narrator.note(`a new order: ${reason.code}, ${reason.message}`);
  await narrator.step('confirmReceipt', () => buyer.confirmReceipt(orderId));
  await narrator.step('settle', () => buyer.payNow({ orderId, payableFen }));
  await narrator.later(async () => {
    await cloud.advance(MOMENT_MS);
    return buyer.read(orderId);
  });
  await cloud.advance(2 * MINUTE_MS);
  return buyer;
}
