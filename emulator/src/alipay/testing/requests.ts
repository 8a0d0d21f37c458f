import { defaultServiceId } from '../app.ts';

export const zhima = 'zhima.credit.payafteruse';
export const openId = 'o-user-1';
export const appGateway = 'https://local-env.service.tcloudbase.com/alipay/notify';

/** What a merchant signs to have the service opened. */
export function agreementOf(no: string, changed: object = {}) {
  return { out_agreement_no: no, zm_service_id: defaultServiceId, ...changed };
}

/** An order that needs no confirmation, of 15 yuan. */
export function orderOf(agreement: string, outOrderNo: string, changed: object = {}) {
  return {
    credit_agreement_id: agreement,
    out_order_no: outOrderNo,
    subject: '先用后付订单',
    order_amount: '15.00',
    amount_type: 'ORDER_AMOUNT',
    category_id: 'credit_pay_after_use',
    product_code: 'CREDIT_PAY_AFTER_USE',
    ...changed,
  };
}

/** What a merchant signs to have an order confirmed. */
export function orderToConfirm(outOrderNo: string, changed: object = {}) {
  const { credit_agreement_id: _, ...fields } = orderOf('', outOrderNo);
  return { ...fields, zm_service_id: defaultServiceId, ...changed };
}

/** The debit of a credit order. */
export function payOf(id: string, totalAmount: string, changed: object = {}) {
  return {
    out_trade_no: id,
    auth_code: id,
    scene: 'ZHIMA_CREDIT_CODE',
    product_code: 'GENERAL_WITHHOLDING',
    total_amount: totalAmount,
    subject: '先用后付订单',
    is_async_pay: true,
    extend_params: { creditTradeScene: 'CREDIT_PAY_UNCERTAIN_FEE' },
    ...changed,
  };
}
