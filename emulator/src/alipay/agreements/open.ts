import { type Checked, oneOf, optional, record, text } from '../../channels/fields.ts';
import { nextNumber } from '../../channels/numbers.ts';
import { Refusal } from '../errors.ts';
import { backLink, merchantNo } from '../fields.ts';
import { agreementChanged } from '../notifications/messages.ts';
import { admissionRefusal } from '../risk.ts';
import { serviceOf } from '../services.ts';
import type { StandIn } from '../stand-in.ts';
import { type Agreement, agreementByNo, validAgreement } from './agreement.ts';

/** Two values are told of, by two sources; which one a service takes is Zhima's staff's to say. */
export const categoryId = optional(oneOf('credit_pay_after_use', 'ZHIMA_AUTH'));
export const productCode = optional(oneOf('CREDIT_PAY_AFTER_USE'));

/** https://opendocs.alipay.com/open/4580646b_zhima.credit.payafteruse.creditagreement.sign */
export const signFields = record({
  out_agreement_no: merchantNo(32),
  zm_service_id: text(28, /^\d{28}$/),
  category_id: categoryId,
  product_code: productCode,
  cancel_back_link: optional(backLink),
  return_back_link: optional(backLink),
  external_logon_id: optional(text(100)),
  extra_param: optional(text(1024)),
});

export type SignFields = Checked<typeof signFields>;

/**
 * The user opens the service, verified and admitted. While he has it open the same agreement is given again, also under
 * another number, and nobody is told.
 * @throws Refusal if he is not admitted, or the number was another user's or another time's
 */
export function openAgreement(
  standIn: StandIn,
  openId: string,
  { out_agreement_no: no, zm_service_id: serviceId }: Pick<SignFields, 'out_agreement_no' | 'zm_service_id'>,
): Agreement {
  const service = serviceOf(standIn, serviceId);
  const valid = validAgreement(standIn, openId, serviceId);
  const known = agreementByNo(standIn, no);
  if (known && known.creditAgreementId !== valid?.creditAgreementId) {
    throw new Refusal('INVALID_PARAMETER', '商户外部协议号已被使用');
  }
  if (valid) return addNo(standIn, valid, no);
  const refusal = admissionRefusal(standIn, openId, service);
  if (refusal !== null) throw new Refusal('ZHIMA_EVALUATE_NO_PASS', refusal);
  const agreement: Agreement = {
    creditAgreementId: nextNumber(standIn, 'ZMOP99'),
    openId,
    serviceId,
    outAgreementNos: [no],
    status: 'VALID',
    openedAtMs: standIn.clock.now(),
    closedAtMs: null,
  };
  standIn.state.agreements.set(agreement.creditAgreementId, agreement);
  agreementChanged(standIn, agreement);
  return agreement;
}

function addNo({ state }: StandIn, agreement: Agreement, no: string): Agreement {
  if (agreement.outAgreementNos.includes(no)) return agreement;
  const known = { ...agreement, outAgreementNos: [...agreement.outAgreementNos, no] as const };
  state.agreements.set(known.creditAgreementId, known);
  return known;
}
