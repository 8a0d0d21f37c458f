import * as v from 'valibot';
import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { AuthorisationOutcome, Channel, ChannelOutcome, ChannelView, Payer } from '../channel.ts';
import { readCallback } from './callback.ts';
import { openClient, type SignedAnswer } from './client.ts';
import { readWechatpayConfig } from './config.ts';
import { cancelRequest, completeRequest, createRequest } from './requests.ts';
import { factsOf, serviceOrderSchema } from './serviceOrder.ts';

const tokenSchema = v.object({ apply_permissions_token: v.string() });
const permissionSchema = v.object({ authorization_state: v.string() });
const errorSchema = v.object({ code: v.string() });
const cancelledSchema = v.object({ out_order_no: v.string(), order_id: v.string() });

/** WeChat Pay 支付分, API v3. @throws Error if the configuration is incomplete */
export function openWechatpay(environment: Readonly<Record<string, string | undefined>>): Channel {
  const config = readWechatpayConfig(environment);
  const call = openClient(config);
  const { appid, serviceId } = config;

  return {
    name: 'wechatpay',
    needsAuthorisation: config.mode === 'authoriseOnce',
    createRequest: (order) => createRequest(config, order),
    cancelRequest: (orderId, reason) => cancelRequest(config, orderId, reason),
    completeRequest: (orderId, amountFen, at) => completeRequest(config, orderId, amountFen, at),

    async send(kind, request, payer) {
      const answer = await call('POST', request.path, bodyOf(request, payer));
      return kind === 'cancel'
        ? cancelOutcome(answer, request.orderId)
        : orderOutcome(answer, request.orderId);
    },

    async query(orderId) {
      const query = new URLSearchParams({ service_id: serviceId, appid, out_order_no: orderId });
      return orderOutcome(await call('GET', `/v3/payscore/serviceorder?${query}`), orderId);
    },

    async startAuthorisation(code) {
      const answer = await call('POST', '/v3/payscore/permissions', {
        service_id: serviceId,
        appid,
        authorization_code: code,
        notify_url: config.callbackUrl,
      });
      return authorisationView(answer);
    },

    async queryAuthorisation({ openid }) {
      const query = new URLSearchParams({ service_id: serviceId, appid });
      const path = `/v3/payscore/permissions/openid/${encodeURIComponent(openid)}?${query}`;
      return authorisationOutcome(await call('GET', path));
    },

    readCallback: (request) => readCallback(config, request, new Date()),
  };
}

function bodyOf(request: ChannelRequest, payer: Payer | null): object {
  const body: object = JSON.parse(request.body);
  return request.withPayerId && payer ? { ...body, openid: payer.openid } : body;
}

/** Signed, but not about what was asked: it proves nothing. */
const UNEXPECTED: ChannelOutcome = { kind: 'unknown', cause: 'unexpected answer' };

function orderOutcome(answer: SignedAnswer, orderId: string): ChannelOutcome {
  const failed = failureOf(answer);
  if (failed) return failed;
  const order = v.safeParse(serviceOrderSchema, answer.signed && answer.body);
  if (!order.success || order.output.out_order_no !== orderId) return UNEXPECTED;
  const facts = factsOf(order.output, new Date());
  return facts ? { kind: 'facts', facts, confirmView: confirmView(order.output.package) } : UNEXPECTED;
}

/** The answer to a cancellation names the order only: that it is signed is the fact. */
function cancelOutcome(answer: SignedAnswer, orderId: string): ChannelOutcome {
  const failed = failureOf(answer);
  if (failed) return failed;
  const order = v.safeParse(cancelledSchema, answer.signed && answer.body);
  if (!order.success || order.output.out_order_no !== orderId) return UNEXPECTED;
  const { order_id: channelOrderId } = order.output;
  const facts = { orderId, channelOrderId, stage: 'closed', amountFen: null, payment: null } as const;
  return { kind: 'facts', facts, confirmView: null };
}

/** What an answer that is not a 2xx means; null for one that is. */
function failureOf(answer: SignedAnswer): Exclude<ChannelOutcome, { kind: 'facts' }> | null {
  if (!answer.signed) return { kind: 'unknown', cause: answer.cause };
  if (answer.status < 300) return null;
  const error = v.safeParse(errorSchema, answer.body);
  const code = error.success ? error.output.code : String(answer.status);
  // Too often, or broken over there: whether it took effect is not said.
  if (answer.status >= 500 || answer.status === 429) return { kind: 'unknown', cause: code };
  return answer.status === 404 ? { kind: 'notFound' } : { kind: 'refused', code };
}

function confirmView(packageText: string | undefined): ChannelView | null {
  return packageText ? { businessType: 'wxpayScoreUse', extraData: { package: packageText } } : null;
}

function authorisationView(answer: SignedAnswer): ChannelView | null {
  if (failureOf(answer)) return null;
  const token = v.safeParse(tokenSchema, answer.signed && answer.body);
  return token.success ? { businessType: 'wxpayScoreEnable', extraData: { ...token.output } } : null;
}

function authorisationOutcome(answer: SignedAnswer): AuthorisationOutcome {
  const failed = failureOf(answer);
  if (failed?.kind === 'notFound') return { kind: 'state', state: 'never' };
  if (failed) return { kind: 'unknown', cause: failed.kind === 'refused' ? failed.code : failed.cause };
  const permission = v.safeParse(permissionSchema, answer.signed && answer.body);
  if (!permission.success) return { kind: 'unknown', cause: 'unexpected answer' };
  return { kind: 'state', state: permission.output.authorization_state === 'AVAILABLE' ? 'active' : 'ended' };
}
