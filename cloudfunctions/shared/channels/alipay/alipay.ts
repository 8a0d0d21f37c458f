import type { Channel } from '../channel.ts';
import type { Environment } from '../config/variables.ts';
import { queryAgreement, queryConfirmer, startAgreement } from './agreement.ts';
import { openClient } from './client.ts';
import { type AlipayConfig, readAlipayConfig } from './config.ts';
import { readNotification } from './notification.ts';
import { sendOrderCall } from './orderCalls.ts';
import { queryOrder } from './queryOrder.ts';
import { queryRefund, sendRefund } from './refund.ts';
import { createRequest, finishRequest, payRequest, refundRequest, unsupportedRequest } from './requests.ts';

/** Alipay's 芝麻先享 (芝麻先用后付). @throws Error if the configuration is incomplete */
export function openAlipay(environment: Environment): Channel {
  return alipayChannel(readAlipayConfig(environment));
}

/** The channel of one app and service. */
export function alipayChannel(config: AlipayConfig): Channel {
  const client = openClient(config);
  return {
    name: 'alipay',
    can: {
      authorisesOnce: config.agreement === 'once',
      knowsUnconfirmed: config.agreement === 'once',
      confirmingAgrees: true,
      // An order's one debit is for one amount.
      lowersAmount: false,
      collectsAgain: false,
      // `finish` might be for that; no source says so for certain.
      notesPaidElsewhere: false,
      // `unsign` exists, but not for merchants, as far as is known.
      endsAuthorisation: false,
      announcesCharge: false,
      buyersInWechat: false,
      // Agreed with the vendor for the service, and readable by no call; what is above it is refused.
      maxOrderFen: null,
    },
    whereToEnd: '支付宝 → 我的 → 芝麻信用 → 信用管理 → 授权管理，选择本店的服务后点「解除授权」',

    createRequest: (order) => createRequest(config, order),
    cancelRequest: finishRequest,
    completeRequest: payRequest,
    modifyRequest: (orderId) => unsupportedRequest(orderId, 'modify'),
    collectAgainRequest: (orderId) => unsupportedRequest(orderId, 'collectAgain'),
    paidElsewhereRequest: (orderId) => unsupportedRequest(orderId, 'paidElsewhere'),
    refundRequest,

    send: (_kind, request, order, payer) => sendOrderCall(config, client, request, order, payer),
    sendRefund: (request) => sendRefund(client, request),
    query: (order) => queryOrder(config, client, order),
    queryConfirmer: (confirmedUnder, payer) => queryConfirmer(client, confirmedUnder, payer),
    queryRefund: (refund) => queryRefund(client, refund),
    announceCharge: async () => 'refused',

    startAuthorisation: async (code) => ({ kind: 'view', view: startAgreement(config, client, code) }),
    queryAuthorisation: (whose) => queryAgreement(client, whose),
    endAuthorisation: async () => 'refused',
    detailView: () => null,
    readCallback: (request) => readNotification(config, request),
  };
}
