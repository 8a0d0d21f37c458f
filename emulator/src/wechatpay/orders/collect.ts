import { digest } from '../../channels/digest.ts';
import { nextNumber } from '../../channels/numbers.ts';
import { compactTime } from '../../channels/times.ts';
import { walletOf, withdraw } from '../../channels/wallets.ts';
import { notify } from '../callbacks/notify.ts';
import { Refusal } from '../errors.ts';
import type { Checked } from '../fields.ts';
import type { StandIn } from '../stand-in.ts';
import type { payFields, syncFields } from './fields.ts';
import { findOrder } from './find.ts';
import { type Collection, isPaying, type Order, type PaidDetail, requireNoDebitRunning } from './order.ts';
import { orderNames, viewOrder } from './view.ts';

/** Pays what is due and tells the merchant; false, and nothing done, if the wallet holds too little. */
export function payFromWallet(standIn: StandIn, order: Order): boolean {
  const { openid, collection } = order;
  if (openid === null || collection === null) return false;
  if (!withdraw(standIn, openid, collection.paying_amount)) return false;
  const paid = settle(standIn, order, collection, {
    paid_type: 'NEWTON',
    paid_time: compactTime(standIn.clock.now()),
    transaction_id: nextNumber(standIn, '4200'),
  });
  notify(standIn, order.fields.notify_url, 'PAYSCORE.USER_PAID', viewOrder(paid));
  return true;
}

/**
 * 商户发起催收扣款: one attempt now, beside WeChat's own.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/collect-service-order.html
 */
export function payOrder(standIn: StandIn, outOrderNo: string, parties: Checked<typeof payFields>) {
  if (standIn.state.behaviour.payEndpoint === 'off') throw new Refusal('noAuth');
  const order = findOrder(standIn, outOrderNo, parties);
  if (!isPaying(order)) throw new Refusal('notPaying');
  requireNoDebitRunning(order);
  const willing = order.openid !== null && walletOf(standIn, order.openid).willing;
  if (!willing || !payFromWallet(standIn, order)) throw new Refusal('debitFailed');
  return orderNames(order);
}

/**
 * 同步服务订单信息: the user paid the merchant some other way. No transaction, so nothing to refund here. The same
 * again succeeds; of an order that was paid here meanwhile it is refused with ORDER_DONE.
 * https://developers.weixin.qq.com/community/develop/doc/000cc6df4704681ec52ceb90659c00
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/sync-service-order.html
 */
export function syncOrder(standIn: StandIn, outOrderNo: string, sync: Checked<typeof syncFields>) {
  const order = findOrder(standIn, outOrderNo, sync);
  const syncDigest = digest(sync);
  if (order.syncDigest === syncDigest) return viewOrder(order);
  const { collection } = order;
  if (order.state === 'DONE') throw new Refusal('orderDone');
  if (order.state === 'REVOKED') throw new Refusal('orderCancelled');
  if (!isPaying(order) || collection === null) throw new Refusal('notPaying');
  requireNoDebitRunning(order);
  if (standIn.state.behaviour.sync === 'unclear') throw new Refusal('unclearCollection');
  return viewOrder(
    settle(standIn, { ...order, syncDigest }, collection, {
      paid_type: 'MCH',
      paid_time: sync.detail.paid_time,
    }),
  );
}

function settle(
  standIn: StandIn,
  order: Order,
  collection: Collection,
  detail: Omit<PaidDetail, 'seq' | 'amount'>,
): Order {
  const paid: Order = {
    ...order,
    state: 'DONE',
    collection: {
      ...collection,
      state: 'USER_PAID',
      paying_amount: 0,
      paid_amount: collection.total_amount,
      details: [{ seq: 1, amount: collection.total_amount, ...detail }],
    },
  };
  standIn.state.orders.set(order.outOrderNo, paid);
  standIn.schedule.drop('debit', order.outOrderNo);
  return paid;
}
