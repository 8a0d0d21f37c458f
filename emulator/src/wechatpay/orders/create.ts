import { randomBytes } from 'node:crypto';
import { digest } from '../../channels/digest.ts';
import { nextNumber } from '../../channels/numbers.ts';
import { dayMs } from '../../channels/times.ts';
import { Refusal } from '../errors.ts';
import { merchant, services } from '../merchant.ts';
import { requireAuthorised } from '../permissions.ts';
import type { StandIn } from '../stand-in.ts';
import { requireServiceCap } from './amounts.ts';
import { requireNotDeclined, requirePassedEvaluation } from './evaluation.ts';
import type { OrderFields } from './fields.ts';
import type { Order } from './order.ts';
import { viewOrder } from './view.ts';

/** An order that nobody confirms expires. https://pay.weixin.qq.com/doc/v3/merchant/4012587900 */
const unconfirmedLifeMs = 30 * dayMs;

/**
 * 创建支付分订单, by either call (`delivery` says what is bought). The same number with the same fields gives the
 * order as it is now.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587900, …/4012647418 (免确认)
 */
export function createOrder(
  standIn: StandIn,
  fields: OrderFields,
  way: 'plain' | 'delivery',
): Record<string, unknown> {
  const { orderApi } = standIn.state.behaviour;
  if (orderApi !== 'both' && orderApi !== way) throw new Refusal('noAuth', '商户暂无权限使用此服务');
  const existing = standIn.state.orders.get(fields.out_order_no);
  const order = existing ? reenter(existing, fields) : placeOrder(standIn, fields);
  standIn.state.orders.set(order.outOrderNo, order);
  return { ...viewOrder(order), ...(order.confirmPackage ? { package: order.confirmPackage.value } : {}) };
}

function reenter(order: Order, fields: OrderFields): Order {
  if (order.createDigest !== digest(fields)) throw new Refusal('reentry');
  const spent = order.state === 'CREATED' && order.confirmPackage?.used;
  return spent ? { ...order, confirmPackage: newPackage() } : order;
}

function placeOrder(standIn: StandIn, fields: OrderFields): Order {
  requireService(standIn, fields);
  const withoutConfirmation = fields.need_user_confirm === false;
  if (withoutConfirmation) requireConsentingUser(standIn, fields);
  requireNotDeclined(standIn);
  if (fields.openid !== undefined) requirePassedEvaluation(standIn, fields.openid);
  const confirmed = withoutConfirmation && !isToAwaitConfirmation(standIn);
  const nowMs = standIn.clock.now();
  if (!confirmed) {
    standIn.schedule.plan({ atMs: nowMs + unconfirmedLifeMs, kind: 'expire', key: fields.out_order_no });
  }
  return {
    outOrderNo: fields.out_order_no,
    orderId: nextNumber(standIn, '1000'),
    fields,
    createDigest: digest(fields),
    confirmPackage: confirmed ? null : newPackage(),
    openid: fields.openid ?? null,
    state: confirmed ? 'DOING' : 'CREATED',
    stateDescription: confirmed ? 'USER_CONFIRM' : null,
    createdAtMs: nowMs,
    acceptedAtMs: confirmed ? nowMs : null,
    completedAtMs: null,
    totalAmount: null,
    collection: null,
    debitAttempts: 0,
  };
}

/** The service's mode, sub-mode and cap are fixed by WeChat's staff: an order of another kind is not possible. */
function requireService({ state }: StandIn, fields: OrderFields): void {
  const service = services.find((known) => known.serviceId === fields.service_id);
  if (!service || fields.appid !== merchant.appid) throw new Refusal('noAuth');
  if (fields.mchid !== undefined && fields.mchid !== merchant.mchid) throw new Refusal('noAuth');
  if (service.withoutConfirmation !== (fields.need_user_confirm === false)) {
    throw new Refusal(
      'noAuth',
      service.withoutConfirmation ? '此服务为免确认模式' : '此服务需要用户确认订单',
    );
  }
  const estimated = fields.risk_fund.name === 'ESTIMATE_ORDER_COST';
  if (estimated !== (state.behaviour.subMode === 'enjoyFirst')) {
    throw new Refusal('malformed', '参数错误: risk_fund.name 与服务的模式不符');
  }
  requireServiceCap(fields);
}

function isToAwaitConfirmation({ state }: StandIn): boolean {
  if (state.behaviour.awaitConfirmation === 'never') return false;
  state.behaviour = { ...state.behaviour, awaitConfirmation: 'never' };
  return true;
}

function requireConsentingUser(standIn: StandIn, { openid, service_id }: OrderFields): void {
  if (openid === undefined) throw new Refusal('malformed', '参数错误: openid is missing');
  requireAuthorised(standIn, openid, service_id);
}

function newPackage() {
  return { value: randomBytes(48).toString('base64url'), used: false };
}

/** Nobody confirmed in time. */
export function expireOrder(standIn: StandIn, outOrderNo: string): void {
  const order = standIn.state.orders.get(outOrderNo);
  if (order?.state === 'CREATED') standIn.state.orders.set(outOrderNo, { ...order, state: 'EXPIRED' });
}
