import { optional, record, text } from '../../channels/fields.ts';
import { plainTime } from '../../channels/times.ts';
import { Refusal } from '../errors.ts';
import type { Call } from '../gateway/request.ts';
import type { StandIn } from '../stand-in.ts';
import { type Agreement, agreementByNo } from './agreement.ts';

const queryFields = record({
  credit_agreement_id: optional(text(128)),
  out_agreement_no: optional(text(64)),
});

/** https://opendocs.alipay.com/open/999ae950_zhima.credit.payafteruse.creditagreement.query */
export function queryAgreement(standIn: StandIn, call: Call) {
  const { credit_agreement_id: id, out_agreement_no: no } = call.content(queryFields);
  if (id === undefined && no === undefined) {
    throw new Refusal('INVALID_PARAMETER', 'credit_agreement_id和out_agreement_no不能同时为空');
  }
  const agreement = id === undefined ? agreementByNo(standIn, no ?? '') : standIn.state.agreements.get(id);
  if (!agreement || (no !== undefined && !agreement.outAgreementNos.includes(no))) {
    throw new Refusal('CREDIT_AGREEMENT_NOT_EXIST');
  }
  return viewAgreement(agreement, no);
}

/** As the query answers it, under the number that was asked for. */
export function viewAgreement(agreement: Agreement, no: string = agreement.outAgreementNos[0]) {
  return {
    agreement_status: agreement.status,
    credit_agreement_id: agreement.creditAgreementId,
    out_agreement_no: no,
    open_id: agreement.openId,
    biz_time: plainTime(agreement.openedAtMs),
  };
}
