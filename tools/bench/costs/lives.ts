import { DAY_MS, HOUR_MS } from '../../../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS, type Order } from '../../local/buyer.ts';
import type { Scene } from './scene.ts';

/** What happens to one order, with what people look at meanwhile, as the mini-program asks for it. */
export interface Life {
  readonly name: string;
  /** @returns the order as it ended */
  live(scene: Scene, requestId: string): Promise<Order>;
  readonly endsAs: Order['state'];
}

/** The usual one: nobody does more than he must. */
export const CHARGED_BY_ITSELF: Life = {
  name: 'charged by itself',
  live: chargedByItself,
  endsAs: 'settled',
};
const PAID_BY_TAP: Life = { name: 'paid by a tap', live: paidByTap, endsAs: 'settled' };
const SENT_BACK: Life = { name: 'sent back', live: sentBack, endsAs: 'returned' };
const OVERDUE: Life = { name: 'overdue, then paid', live: overdue, endsAs: 'settled' };

export const LIVES: readonly Life[] = [CHARGED_BY_ITSELF, PAID_BY_TAP, SENT_BACK, OVERDUE];
/** Between them they call every function. */
export const WARM_UP: readonly Life[] = [PAID_BY_TAP, SENT_BACK];

async function chargedByItself(scene: Scene, requestId: string): Promise<Order> {
  const { orderId } = await received(scene, requestId);
  await scene.pass(4 * DAY_MS + HOUR_MS);
  await lookAtBills(scene);
  await scene.pass(3 * DAY_MS);
  return scene.buyer.read(orderId);
}

async function paidByTap(scene: Scene, requestId: string): Promise<Order> {
  const order = await received(scene, requestId);
  await scene.pass(DAY_MS);
  await lookAtBills(scene);
  await scene.buyer.payNow(order);
  await scene.pass(MOMENT_MS);
  return scene.buyer.read(order.orderId);
}

async function sentBack(scene: Scene, requestId: string): Promise<Order> {
  const { buyer, operator } = scene;
  const { orderId } = await received(scene, requestId);
  await scene.pass(2 * DAY_MS);
  await buyer.read(orderId);
  await buyer.claim({ step: 'request', orderId, kind: 'return', reason: '颜色与描述不符' });
  await scene.pass(HOUR_MS);
  await lookAtOrders(scene);
  await operator.answer({ step: 'agree', orderId });
  await scene.pass(HOUR_MS);
  await buyer.read(orderId);
  await buyer.claim({ step: 'sendBack', orderId, carrier: '顺丰速运', trackingNo: 'SF0987654321' });
  await scene.pass(3 * DAY_MS);
  await lookAtOrders(scene);
  await operator.answer({ step: 'goodsBack', orderId });
  await scene.pass(HOUR_MS);
  return buyer.read(orderId);
}

/** The wallet is empty until two days after the order has become overdue. */
async function overdue(scene: Scene, requestId: string): Promise<Order> {
  const { buyer } = scene;
  await buyer.setBalance(0);
  const { orderId, payableFen } = await received(scene, requestId);
  await scene.pass(7 * DAY_MS + HOUR_MS);
  await lookAtBills(scene);
  await scene.pass(5 * DAY_MS);
  await lookAtBills(scene);
  await buyer.setBalance(payableFen);
  await scene.pass(DAY_MS);
  return buyer.read(orderId);
}

/** From the shop to the receipt, which all lives have in common. */
async function received(scene: Scene, requestId: string): Promise<Order> {
  const { buyer, operator } = scene;
  const { orderId } = await placed(scene, requestId);
  await scene.pass(DAY_MS);
  await lookAtOrders(scene);
  await operator.read(orderId);
  await operator.ship(orderId);
  await scene.pass(2 * DAY_MS);
  await buyer.read(orderId);
  return buyer.confirmReceipt(orderId);
}

/** Product, checkout, order; the shop itself is read by `createOrder`. */
async function placed({ cloud, buyer }: Scene, requestId: string): Promise<Order> {
  const productId = 'thermos';
  for (const _page of ['product', 'checkout']) await cloud.call(buyer.openid, 'listProducts', { productId });
  await buyer.account();
  const { orderId } = await buyer.createOrder(requestId, [{ productId, quantity: 1 }]);
  await buyer.assess(orderId);
  return buyer.read(orderId);
}

/** The buyer's page 账单: what is open, and what is paid. */
async function lookAtBills({ cloud, buyer }: Scene): Promise<void> {
  const open = ['accepted', 'shipped', 'received', 'settling', 'overdue'] as const;
  await cloud.call(buyer.openid, 'readOrders', { view: 'mine', states: [...open] });
  await cloud.call(buyer.openid, 'readOrders', { view: 'mine', states: ['settled'] });
}

/** A merchant's list. */
async function lookAtOrders({ cloud, operator }: Scene): Promise<void> {
  await cloud.call(operator.openid, 'readOrders', { view: 'merchant', states: ['accepted'] });
}
