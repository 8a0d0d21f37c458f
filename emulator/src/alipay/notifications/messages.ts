import { plainTime } from '../../channels/times.ts';
import type { Agreement } from '../agreements/agreement.ts';
import { app } from '../app.ts';
import type { Order } from '../orders/order.ts';
import { type StandIn, vendorNow } from '../stand-in.ts';
import { tell } from './tell.ts';

/** https://opendocs.alipay.com/open/50885f82_zhima.credit.payafteruse.creditagreement.changed */
export function agreementChanged(standIn: StandIn, agreement: Agreement): void {
  const { creditAgreementId, status, openedAtMs, closedAtMs } = agreement;
  send(standIn, creditAgreementId, 'zhima.credit.payafteruse.creditagreement.changed', {
    credit_agreement_id: creditAgreementId,
    agreement_status: status,
    out_agreement_no: agreement.outAgreementNos[0],
    open_id: agreement.openId,
    biz_time: plainTime(closedAtMs ?? openedAtMs),
  });
}

/**
 * Only these fields were seen in public code; the vendor's own list could not be had.
 * https://opendocs.alipay.com/open/6c3a11df_zhima.credit.payafteruse.creditbizorder.changed
 */
export function orderChanged(standIn: StandIn, { creditBizOrderId, outOrderNo, status, trade }: Order): void {
  send(standIn, creditBizOrderId, 'zhima.credit.payafteruse.creditbizorder.changed', {
    out_order_no: outOrderNo,
    order_status: status,
    ...(trade ? { trade_no: trade.tradeNo } : {}),
  });
}

/** A message of 蚂蚁消息服务 to the app's gateway. */
function send(
  standIn: StandIn,
  about: string,
  method: string,
  content: Readonly<Record<string, string>>,
): void {
  tell(standIn, standIn.appGateway(), {
    kind: 'message',
    about,
    parameters: {
      app_id: app.appId,
      msg_method: method,
      biz_content: JSON.stringify(content),
      utc_timestamp: String(vendorNow(standIn)),
      charset: 'UTF-8',
      version: '1.1',
    },
  });
}
