import { merchant, withConfirmation, withoutConfirmation } from '../merchant.ts';

export const openid = 'oUser-1';
export const notifyUrl = 'https://local-env.service.tcloudbase.com/wechatpay';

export const parties = { appid: merchant.appid, service_id: withoutConfirmation.serviceId };
export const confirmParties = { appid: merchant.appid, service_id: withConfirmation.serviceId };

/** A create that needs no confirmation. */
export function orderOf(outOrderNo: string, changed: Record<string, unknown> = {}) {
  return {
    ...parties,
    out_order_no: outOrderNo,
    service_introduction: '先用后付',
    post_payments: [{ name: '商品信息', amount: 1500 }],
    time_range: { start_time: 'OnAccept' },
    risk_fund: { name: 'ESTIMATE_ORDER_COST', amount: 1500 },
    notify_url: notifyUrl,
    need_user_confirm: false,
    openid,
    ...changed,
  };
}

/** A create that the user has to confirm. */
export function orderToConfirm(outOrderNo: string, changed: Record<string, unknown> = {}) {
  return orderOf(outOrderNo, { ...confirmParties, need_user_confirm: true, openid: undefined, ...changed });
}

/** 2026-01-05 in China, the day every test starts. */
export const today = '20260105';

export function completionOf(totalFen: number, changed: Record<string, unknown> = {}) {
  return {
    ...parties,
    post_payments: [{ name: '商品信息', amount: totalFen }],
    total_amount: totalFen,
    time_range: { end_time: today },
    ...changed,
  };
}

export const ordersPath = 'v3/payscore/serviceorder';
export const onDeliveryPath = 'v3/payscore/servicepayondeliveryorder';
export const permissionsPath = 'v3/payscore/permissions';
export const refundsPath = 'v3/refund/domestic/refunds';
