import { digest } from '../../channels/digest.ts';
import { type Checked, oneOf, optional, record, text } from '../../channels/fields.ts';
import { nextNumber } from '../../channels/numbers.ts';
import { categoryId, productCode } from '../agreements/open.ts';
import { Refusal } from '../errors.ts';
import { backLink, merchantNo, subject, yuan } from '../fields.ts';
import type { Call } from '../gateway/request.ts';
import { requirePassedEvaluation } from '../risk.ts';
import { serviceOf } from '../services.ts';
import type { StandIn } from '../stand-in.ts';
import { keepOrder, type Order, orderByNo } from './order.ts';

const ofEveryOrder = {
  out_order_no: merchantNo(64),
  subject,
  order_amount: optional(yuan),
  amount_type: optional(oneOf('ORDER_AMOUNT', 'RISK_AMOUNT')),
  category_id: categoryId,
  product_code: productCode,
  body: optional(text(1024)),
  extend_params: optional(text(1024)),
};

/** https://opendocs.alipay.com/open/144e086e_zhima.credit.payafteruse.creditbizorder.order */
const orderFields = record({ credit_agreement_id: text(128), ...ofEveryOrder });

/** https://opendocs.alipay.com/open/dfb97313_zhima.credit.payafteruse.creditbizorder.create */
export const createFields = record({
  ...ofEveryOrder,
  zm_service_id: text(28, /^\d{28}$/),
  out_agreement_no: optional(merchantNo(32)),
  cancel_back_link: optional(backLink),
  return_back_link: optional(backLink),
});

export type CreateFields = Checked<typeof createFields>;
export type OrderFields = Checked<typeof orderFields> | CreateFields;

/** Whose order it is, of which service, and the agreement with it. */
interface Party {
  readonly openId: string;
  readonly serviceId: string;
  /** Asked for last: the user who confirms an order may open the service with it, but not with one that is refused. */
  agreementId(): string;
}

/** 免用户确认下单: on the merchant's word, within an agreement. */
export function orderWithoutConfirmation(standIn: StandIn, call: Call) {
  const fields = call.content(orderFields);
  const { creditBizOrderId, outOrderNo } = placeOrder(standIn, fields, () => {
    const agreement = standIn.state.agreements.get(fields.credit_agreement_id);
    if (agreement?.status !== 'VALID') throw new Refusal('CREDIT_AGREEMENT_INVALID');
    return { ...agreement, agreementId: () => agreement.creditAgreementId };
  });
  return { credit_biz_order_id: creditBizOrderId, out_order_no: outOrderNo };
}

/**
 * The same number with the same fields is the same order, whatever has become of the agreement since.
 * @param partyOf for an order that is new. @throws Refusal
 */
export function placeOrder(standIn: StandIn, fields: OrderFields, partyOf: () => Party): Order {
  const existing = orderByNo(standIn, fields.out_order_no);
  if (existing) {
    if (existing.placeDigest !== digest(fields)) {
      throw new Refusal('INVALID_PARAMETER', '商户外部订单号重复，且参数不一致');
    }
    return existing;
  }
  const { openId, serviceId, agreementId } = partyOf();
  const capFen = capFenOf(standIn, serviceId, fields);
  requirePassedEvaluation(standIn, openId);
  return keepOrder(standIn, {
    creditAgreementId: agreementId(),
    creditBizOrderId: nextNumber(standIn, 'ZMCB99'),
    outOrderNo: fields.out_order_no,
    openId,
    serviceId,
    fields,
    placeDigest: digest(fields),
    capFen,
    status: 'INIT',
    createdAtMs: standIn.clock.now(),
  });
}

/**
 * The most that will be debited: the order's amount, or what was agreed for the service if the order names none or
 * only estimates (RISK_AMOUNT). @throws Refusal
 */
function capFenOf(
  standIn: StandIn,
  serviceId: string,
  { order_amount: amount, amount_type: type = 'ORDER_AMOUNT' }: OrderFields,
): number {
  const { capFen, mode } = serviceOf(standIn, serviceId);
  if (mode === 'fixed') throw new Refusal('CHECK_SIGN_SALES_FAIL', '固定金额模式不支持此下单方式');
  if (amount === undefined || type === 'RISK_AMOUNT') return capFen;
  if (amount > capFen) throw new Refusal('INVALID_PARAMETER', '订单金额超过签约上限');
  return amount;
}
