import { record, text } from './fields.ts';
import { cancelOrder, modifyOrder, queryOrder } from './orders/change.ts';
import { payOrder, syncOrder } from './orders/collect.ts';
import { completeOrder } from './orders/complete.ts';
import { createOrder } from './orders/create.ts';
import {
  cancelFields,
  completeFields,
  createOnDeliveryFields,
  createOrderFields,
  modifyFields,
  payFields,
  queryFields,
  syncFields,
} from './orders/fields.ts';
import {
  apply,
  applyFields,
  findByCode,
  findByOpenid,
  queryByCodeFields,
  queryByOpenidFields,
  terminate,
  terminateByCodeFields,
  terminateByOpenidFields,
  viewAuthorisation,
} from './permissions.ts';
import { queryRefund, refundFields, requestRefund } from './refunds.ts';
import type { StandIn } from './stand-in.ts';

/** A request as an endpoint sees it: parts of the path, the query and the JSON body, none of them checked. */
export interface ApiCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** With `{names}` for the parts that vary. */
  readonly path: string;
  /** What faults and the request log call it. */
  readonly action: string;
  /** The JSON answer, or undefined for 204. @throws Refusal */
  handle(standIn: StandIn, call: ApiCall): Record<string, unknown> | undefined;
}

const orders = '/v3/payscore/serviceorder';
const permissions = '/v3/payscore/permissions';
const refunds = '/v3/refund/domestic/refunds';

const part = (call: ApiCall, name: string): string =>
  record({ [name]: text(128) }).check(call.path, '')[name] ?? '';
const orderNo = (call: ApiCall) => part(call, 'out_order_no');

/** Every call of the API that the stand-in knows. */
export const endpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: orders,
    action: 'create',
    handle: (standIn, { body }) => createOrder(standIn, createOrderFields.check(body, '')),
  },
  {
    method: 'POST',
    path: '/v3/payscore/servicepayondeliveryorder',
    action: 'create',
    handle: (standIn, { body }) => createOrder(standIn, createOnDeliveryFields.check(body, '')),
  },
  {
    method: 'GET',
    path: orders,
    action: 'query',
    handle: (standIn, { query }) => queryOrder(standIn, queryFields.check(query, '')),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/cancel`,
    action: 'cancel',
    handle: (standIn, call) => cancelOrder(standIn, orderNo(call), cancelFields.check(call.body, '')),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/complete`,
    action: 'complete',
    handle: (standIn, call) => completeOrder(standIn, orderNo(call), completeFields.check(call.body, '')),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/modify`,
    action: 'modify',
    handle: (standIn, call) => modifyOrder(standIn, orderNo(call), modifyFields.check(call.body, '')),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/pay`,
    action: 'pay',
    handle: (standIn, call) => payOrder(standIn, orderNo(call), payFields.check(call.body, '')),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/sync`,
    action: 'sync',
    handle: (standIn, call) => syncOrder(standIn, orderNo(call), syncFields.check(call.body, '')),
  },
  {
    method: 'POST',
    path: permissions,
    action: 'applyPermissions',
    handle: (standIn, { body }) => apply(standIn, applyFields.check(body, '')),
  },
  {
    method: 'GET',
    path: `${permissions}/authorization-code/{authorization_code}`,
    action: 'queryPermissions',
    handle(standIn, call) {
      const { service_id: serviceId } = queryByCodeFields.check(call.query, '');
      return viewAuthorisation(findByCode(standIn, part(call, 'authorization_code'), serviceId));
    },
  },
  {
    method: 'GET',
    path: `${permissions}/openid/{openid}`,
    action: 'queryPermissions',
    handle(standIn, call) {
      const { service_id: serviceId } = queryByOpenidFields.check(call.query, '');
      return viewAuthorisation(findByOpenid(standIn, part(call, 'openid'), serviceId));
    },
  },
  {
    method: 'POST',
    path: `${permissions}/authorization-code/{authorization_code}/terminate`,
    action: 'terminatePermissions',
    handle(standIn, call) {
      const { service_id: serviceId } = terminateByCodeFields.check(call.body, '');
      terminate(standIn, findByCode(standIn, part(call, 'authorization_code'), serviceId));
      return undefined;
    },
  },
  {
    method: 'POST',
    path: `${permissions}/openid/{openid}/terminate`,
    action: 'terminatePermissions',
    handle(standIn, call) {
      const { service_id: serviceId } = terminateByOpenidFields.check(call.body, '');
      terminate(standIn, findByOpenid(standIn, part(call, 'openid'), serviceId));
      return undefined;
    },
  },
  {
    method: 'POST',
    path: refunds,
    action: 'refund',
    handle: (standIn, { body }) => requestRefund(standIn, refundFields.check(body, '')),
  },
  {
    method: 'GET',
    path: `${refunds}/{out_refund_no}`,
    action: 'queryRefund',
    handle: (standIn, call) => queryRefund(standIn, part(call, 'out_refund_no')),
  },
];
