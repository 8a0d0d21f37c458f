import { merchant } from '../merchant.ts';
import type { Order } from './order.ts';

/** What names an order in every answer. */
export function orderNames(order: Order) {
  return {
    appid: order.fields.appid,
    mchid: merchant.mchid,
    out_order_no: order.outOrderNo,
    service_id: order.fields.service_id,
    order_id: order.orderId,
  };
}

/** An order as the query answers it. https://pay.weixin.qq.com/doc/v3/merchant/4012587900 */
export function viewOrder(order: Order): Record<string, unknown> {
  const { need_user_confirm: _, openid: __, ...fields } = order.fields;
  return {
    ...fields,
    ...orderNames(order),
    ...(order.openid === null ? {} : { openid: order.openid }),
    state: order.state,
    // It says how far an order that is DOING has come; of no other state is there anything to add.
    ...(order.state === 'DOING' && order.stateDescription !== null
      ? { state_description: order.stateDescription }
      : {}),
    ...(order.totalAmount === null
      ? {}
      : { total_amount: order.totalAmount, need_collection: order.totalAmount > 0 }),
    ...(order.collection === null ? {} : { collection: order.collection }),
  };
}
