import { validAgreement } from '../agreements/agreement.ts';
import { openAgreement } from '../agreements/open.ts';
import { Refusal } from '../errors.ts';
import type { StandIn } from '../stand-in.ts';
import { type Order, orderByNo } from './order.ts';
import { type CreateFields, placeOrder } from './place.ts';

/**
 * 用户确认下单: the user confirms one order on Zhima's page, and opens the service with it if he has not.
 * @throws Refusal
 */
export function confirmOrder(standIn: StandIn, openId: string, fields: CreateFields): Order {
  const { zm_service_id: serviceId, out_order_no: outOrderNo, out_agreement_no: no = outOrderNo } = fields;
  const known = orderByNo(standIn, outOrderNo);
  if (known && known.openId !== openId) throw new Refusal('BIZ_ERROR', '此订单属于其他用户');
  const agreement = () =>
    validAgreement(standIn, openId, serviceId) ??
    openAgreement(standIn, openId, { out_agreement_no: no, zm_service_id: serviceId });
  return placeOrder(standIn, fields, () => ({
    openId,
    serviceId,
    agreementId: () => agreement().creditAgreementId,
  }));
}
