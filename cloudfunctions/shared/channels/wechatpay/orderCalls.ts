import type { CallKind, ChannelRequest } from '../../domain/order/attempt.ts';
import type { ChannelOutcome, Payer, SentOrder } from '../channel.ts';
import { cancelOutcome, orderOutcome, readAbout } from './answers.ts';
import type { WechatpayClient } from './client.ts';
import type { WechatpayConfig } from './config.ts';
import { ORDERS, partiesOf } from './requests.ts';
import { sentBody } from './sentBody.ts';

/** Sends a call about an order, for the first time or again. */
export async function sendOrderCall(
  config: WechatpayConfig,
  call: WechatpayClient,
  kind: Exclude<CallKind, 'refund'>,
  request: ChannelRequest,
  order: SentOrder,
  payer: Payer | null,
): Promise<ChannelOutcome> {
  const { orderId } = request;
  const answer = await call('POST', request.path, sentBody(kind, request, order, payer));
  if (kind === 'cancel') return cancelOutcome(config, answer, orderId);
  if (kind !== 'collectAgain') return orderOutcome(config, answer, orderId);
  // It says that the order was tried, and nothing of money: the order itself does.
  const { failed } = readAbout(config, answer, orderId);
  return failed ?? queryOrder(config, call, orderId);
}

/** Asks how an order stands. */
export async function queryOrder(
  config: WechatpayConfig,
  call: WechatpayClient,
  orderId: string,
): Promise<ChannelOutcome> {
  const query = new URLSearchParams({ ...partiesOf(config), out_order_no: orderId });
  return orderOutcome(config, await call('GET', `${ORDERS}?${query}`), orderId);
}
