import { Refusal } from '../errors.ts';
import { merchant, services } from '../merchant.ts';
import type { StandIn } from '../stand-in.ts';
import type { Order } from './order.ts';

interface Parties {
  readonly appid: string;
  readonly service_id: string;
}

/**
 * The order a request names. It must come from the same appid and service as the order did.
 * @throws Refusal (`orderNotFound`, `noAuth`, `malformed`)
 */
export function findOrder(standIn: StandIn, outOrderNo: string, parties: Parties): Order {
  const order = standIn.state.orders.get(outOrderNo);
  // Who has no service here is told so, whatever the order.
  if (!order) throw new Refusal(isGranted(parties) ? 'orderNotFound' : 'noAuth');
  requireParties(order, parties);
  return order;
}

/** The order whose confirmation page handed out this `query_id`. @throws like findOrder */
export function findByQueryId(standIn: StandIn, queryId: string, parties: Parties): Order {
  const order = [...standIn.state.orders.values()].find((one) => one.queryId === queryId);
  if (!order) throw new Refusal('orderNotFound');
  requireParties(order, parties);
  return order;
}

/** For the requests that name no appid. @throws like findOrder */
export function findOrderOfService(standIn: StandIn, outOrderNo: string, serviceId: string): Order {
  const order = standIn.state.orders.get(outOrderNo);
  if (!order) throw new Refusal('orderNotFound');
  requireParties(order, { appid: order.fields.appid, service_id: serviceId });
  return order;
}

function requireParties(order: Order, parties: Parties): void {
  if (order.fields.appid !== parties.appid) throw new Refusal('malformed', 'appid与创建订单时不一致');
  if (order.fields.service_id !== parties.service_id) {
    throw new Refusal('malformed', 'service_id与创建订单时不一致');
  }
}

function isGranted(parties: { readonly appid: string; readonly service_id: string }): boolean {
  return (
    parties.appid === merchant.appid && services.some(({ serviceId }) => serviceId === parties.service_id)
  );
}
