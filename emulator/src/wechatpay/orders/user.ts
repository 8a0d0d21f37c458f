import { randomBytes } from 'node:crypto';

import { notify } from '../callbacks/notify.ts';
import type { StandIn } from '../stand-in.ts';
import { payFromWallet } from './collect.ts';
import { requirePassedEvaluation } from './evaluation.ts';
import { isPaying, type Order } from './order.ts';
import { viewOrder } from './view.ts';

/**
 * The user confirms an order on WeChat's own page. The caller has found it to be CREATED.
 * @throws Refusal (`evaluation`, `overdueOrders`): then nothing has changed
 */
export function confirmOrder(standIn: StandIn, order: Order, openid: string): Order {
  requirePassedEvaluation(standIn, openid);
  const confirmed: Order = {
    ...leavePage(order),
    openid,
    state: 'DOING',
    stateDescription: 'USER_CONFIRM',
    acceptedAtMs: standIn.clock.now(),
  };
  standIn.state.orders.set(order.outOrderNo, confirmed);
  standIn.schedule.drop('expire', order.outOrderNo);
  notify(standIn, order.fields.notify_url, 'PAYSCORE.USER_CONFIRM', viewOrder(confirmed));
  return confirmed;
}

/** The user leaves the page: the order stays as it is, and the package opens nothing any more. */
export function refuseOrder(standIn: StandIn, order: Order): Order {
  const refused = leavePage(order);
  standIn.state.orders.set(order.outOrderNo, refused);
  return refused;
}

/** The page is open: its package opens no other. */
export function usePackage(order: Order): Order {
  const { confirmPackage } = order;
  return { ...order, confirmPackage: confirmPackage && { ...confirmPackage, used: true } };
}

/** Whichever way the user goes back, the mini-program is handed something to query by. */
function leavePage(order: Order): Order {
  return { ...usePackage(order), queryId: randomBytes(24).toString('base64url') };
}

/**
 * The user pays by hand, from the order's page: allowed while it is to be paid and nobody debits it.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587200
 */
export function payByHand(standIn: StandIn, order: Order): 'paid' | 'notPaying' | 'debiting' | 'tooLittle' {
  if (!isPaying(order)) return 'notPaying';
  if (order.debiting) return 'debiting';
  return payFromWallet(standIn, order) ? 'paid' : 'tooLittle';
}
