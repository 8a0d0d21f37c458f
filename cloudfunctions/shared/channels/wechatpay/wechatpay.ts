import type { Channel } from '../channel.ts';
import { readCallback } from './callback.ts';
import { openClient } from './client.ts';
import { readWechatpayConfig, type WechatpayConfig } from './config.ts';
import { createRequest } from './createRequest.ts';
import { detailView } from './detailView.ts';
import { queryOrder, sendOrderCall } from './orderCalls.ts';
import { endAuthorisation, queryAuthorisation, startAuthorisation } from './permissions.ts';
import { announceCharge } from './prepaidMessage.ts';
import { REFUNDS, refundNoIn, refundOutcome, refundRequest } from './refund.ts';
import { cancelRequest, completeRequest, modifyRequest, payRequest, syncRequest } from './requests.ts';

/** WeChat Pay 支付分, API v3. @throws Error if the configuration is incomplete */
export function openWechatpay(environment: Readonly<Record<string, string | undefined>>): Channel {
  return wechatpayChannel(readWechatpayConfig(environment));
}

/** The channel of one merchant, app and service. */
export function wechatpayChannel(config: WechatpayConfig): Channel {
  const call = openClient(config);
  const authorisesOnce = config.mode === 'authoriseOnce';
  return {
    name: 'wechatpay',
    can: {
      authorisesOnce,
      knowsUnconfirmed: true,
      confirmingAgrees: false,
      lowersAmount: true,
      collectsAgain: config.payEndpoint,
      notesPaidElsewhere: true,
      endsAuthorisation: authorisesOnce,
      announcesCharge: config.prepaidMessage,
      buyersInWechat: true,
      maxOrderFen: config.riskCapFen,
    },
    whereToEnd: '微信 → 我 → 服务 → 钱包 → 支付分 → 我的服务，选择本店的服务后点「关闭扣费服务」',
    createRequest: (order) => createRequest(config, order),
    cancelRequest: (orderId, reason) => cancelRequest(config, orderId, reason),
    completeRequest: (orderId, amountFen, at) => completeRequest(config, orderId, amountFen, at),
    modifyRequest: (orderId, amountFen, reason) => modifyRequest(config, orderId, amountFen, reason),
    collectAgainRequest: (orderId) => payRequest(config, orderId),
    paidElsewhereRequest: (orderId, paidAt) => syncRequest(config, orderId, paidAt),
    refundRequest: (refund) => refundRequest(config, refund),

    send: (kind, request, order, payer) => sendOrderCall(config, call, kind, request, order, payer),
    query: ({ _id }) => queryOrder(config, call, _id),
    // No answer names one.
    queryConfirmer: async () => ({ kind: 'confirmer', isPayer: true }),
    async sendRefund(request) {
      const answer = await call('POST', request.path, JSON.parse(request.body));
      return refundOutcome(config, answer, refundNoIn(request));
    },
    async queryRefund({ refundNo }) {
      const answer = await call('GET', `${REFUNDS}/${encodeURIComponent(refundNo)}`);
      return refundOutcome(config, answer, refundNo);
    },
    announceCharge: (order) => announceCharge(config, call, order),

    startAuthorisation: (code) => startAuthorisation(config, call, code),
    queryAuthorisation: (whose) => queryAuthorisation(config, call, whose),
    endAuthorisation: (whose, reason) => endAuthorisation(config, call, whose, reason),
    detailView: (orderId, now) => detailView(config, orderId, now),
    readCallback: (request) => readCallback(config, request, new Date()),
  };
}
