import { notify } from '../callbacks/notify.ts';
import type { StandIn } from '../stand-in.ts';
import type { Order } from './order.ts';
import { viewOrder } from './view.ts';

/** What the user does with an order on WeChat's own page. The caller has found it to be CREATED. */
export function confirmOrder(standIn: StandIn, order: Order, openid: string): Order {
  const confirmed: Order = {
    ...usePackage(order),
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
  const refused = usePackage(order);
  standIn.state.orders.set(order.outOrderNo, refused);
  return refused;
}

function usePackage(order: Order): Order {
  const { confirmPackage } = order;
  return { ...order, confirmPackage: confirmPackage && { ...confirmPackage, used: true } };
}
