import { Refusal } from '../errors.ts';
import type { StandIn } from '../stand-in.ts';
import type { Order } from './order.ts';

/**
 * The order a request names. It must come from the same appid and service as the order did.
 * @throws Refusal (`orderNotFound`, `malformed`)
 */
export function findOrder(
  standIn: StandIn,
  outOrderNo: string,
  parties: { readonly appid: string; readonly service_id: string },
): Order {
  const order = standIn.state.orders.get(outOrderNo);
  if (!order) throw new Refusal('orderNotFound');
  if (order.fields.appid !== parties.appid) throw new Refusal('malformed', 'appid与创建订单时不一致');
  if (order.fields.service_id !== parties.service_id) {
    throw new Refusal('malformed', 'service_id与创建订单时不一致');
  }
  return order;
}
