import { type Rule, record, text } from './fields.ts';
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
  prepaidMessageFields,
  queryFields,
  syncFields,
} from './orders/fields.ts';
import { sendPrepaidMessage } from './orders/prepaid-message.ts';
import {
  apply,
  applyFields,
  findByCode,
  findByOpenid,
  queryByCode,
  queryByCodeFields,
  queryByOpenidFields,
  terminate,
  terminateByCodeFields,
  terminateByOpenidFields,
  viewAuthorisation,
} from './permissions.ts';
import { certificatesFields, listCertificates } from './platform-certificates.ts';
import { queryRefund, refundFields, requestRefund } from './refunds.ts';
import type { StandIn } from './stand-in.ts';

/** A request as an endpoint sees it. */
export interface ApiCall {
  /** Parts of the path, not checked. */
  readonly path: Readonly<Record<string, string>>;
  /** The fields of the JSON body of a POST, or of the query of a GET. @throws Refusal (`malformed`) */
  fields<T>(rule: Rule<T>): T;
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
const noFields = record({});

/** Every call of the API that the stand-in knows. */
export const endpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/v3/certificates',
    action: 'certificates',
    handle(standIn, call) {
      call.fields(certificatesFields);
      return listCertificates(standIn);
    },
  },
  {
    method: 'POST',
    path: orders,
    action: 'create',
    handle: (standIn, call) => createOrder(standIn, call.fields(createOrderFields), 'plain'),
  },
  {
    method: 'POST',
    path: '/v3/payscore/servicepayondeliveryorder',
    action: 'create',
    handle: (standIn, call) => createOrder(standIn, call.fields(createOnDeliveryFields), 'delivery'),
  },
  {
    method: 'GET',
    path: orders,
    action: 'query',
    handle: (standIn, call) => queryOrder(standIn, call.fields(queryFields)),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/cancel`,
    action: 'cancel',
    handle: (standIn, call) => cancelOrder(standIn, orderNo(call), call.fields(cancelFields)),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/complete`,
    action: 'complete',
    handle: (standIn, call) => completeOrder(standIn, orderNo(call), call.fields(completeFields)),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/modify`,
    action: 'modify',
    handle: (standIn, call) => modifyOrder(standIn, orderNo(call), call.fields(modifyFields)),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/pay`,
    action: 'pay',
    handle: (standIn, call) => payOrder(standIn, orderNo(call), call.fields(payFields)),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/sync`,
    action: 'sync',
    handle: (standIn, call) => syncOrder(standIn, orderNo(call), call.fields(syncFields)),
  },
  {
    method: 'POST',
    path: `${orders}/{out_order_no}/send-prepaidmessage`,
    action: 'sendPrepaidMessage',
    handle(standIn, call) {
      sendPrepaidMessage(standIn, orderNo(call), call.fields(prepaidMessageFields));
      return undefined;
    },
  },
  {
    method: 'POST',
    path: permissions,
    action: 'applyPermissions',
    handle: (standIn, call) => apply(standIn, call.fields(applyFields)),
  },
  {
    method: 'GET',
    path: `${permissions}/authorization-code/{authorization_code}`,
    action: 'queryPermissions',
    handle(standIn, call) {
      const { service_id: serviceId } = call.fields(queryByCodeFields);
      return queryByCode(standIn, part(call, 'authorization_code'), serviceId);
    },
  },
  {
    method: 'GET',
    path: `${permissions}/openid/{openid}`,
    action: 'queryPermissions',
    handle: (standIn, call) =>
      viewAuthorisation(findByOpenid(standIn, part(call, 'openid'), call.fields(queryByOpenidFields))),
  },
  {
    method: 'POST',
    path: `${permissions}/authorization-code/{authorization_code}/terminate`,
    action: 'terminatePermissions',
    handle(standIn, call) {
      const { service_id: serviceId } = call.fields(terminateByCodeFields);
      terminate(standIn, findByCode(standIn, part(call, 'authorization_code'), serviceId));
      return undefined;
    },
  },
  {
    method: 'POST',
    path: `${permissions}/openid/{openid}/terminate`,
    action: 'terminatePermissions',
    handle(standIn, call) {
      terminate(standIn, findByOpenid(standIn, part(call, 'openid'), call.fields(terminateByOpenidFields)));
      return undefined;
    },
  },
  {
    method: 'POST',
    path: refunds,
    action: 'refund',
    handle: (standIn, call) => requestRefund(standIn, call.fields(refundFields)),
  },
  {
    method: 'GET',
    path: `${refunds}/{out_refund_no}`,
    action: 'queryRefund',
    handle(standIn, call) {
      call.fields(noFields);
      return queryRefund(standIn, part(call, 'out_refund_no'));
    },
  },
];
