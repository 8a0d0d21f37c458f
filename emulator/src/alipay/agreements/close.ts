import { record, text } from '../../channels/fields.ts';
import { Refusal } from '../errors.ts';
import type { Call } from '../gateway/request.ts';
import { agreementChanged } from '../notifications/messages.ts';
import type { StandIn } from '../stand-in.ts';
import type { Agreement } from './agreement.ts';

/**
 * The user closes the service, on Zhima's own page.
 * @throws Refusal while an order runs: he can only close when it is debited or finished
 */
export function closeAgreement(standIn: StandIn, agreement: Agreement): Agreement {
  if (agreement.status === 'INVALID') return agreement;
  const { creditAgreementId } = agreement;
  for (const { creditAgreementId: its, status } of standIn.state.orders.values()) {
    if (its === creditAgreementId && status === 'INIT') {
      throw new Refusal('BIZ_ERROR', '存在履约中的订单，无法关闭');
    }
  }
  const closed: Agreement = { ...agreement, status: 'INVALID', closedAtMs: standIn.clock.now() };
  standIn.state.agreements.set(creditAgreementId, closed);
  agreementChanged(standIn, closed);
  return closed;
}

const unsignFields = record({ credit_agreement_id: text(128) });

/**
 * The merchant ends it. The SDKs know the call, the public list of calls does not: usually it is not permitted.
 * @throws Refusal
 */
export function unsign(standIn: StandIn, call: Call) {
  if (standIn.state.behaviour.unsign === 'off') throw new Refusal('isv.insufficient-isv-permissions');
  const { credit_agreement_id: id } = call.content(unsignFields);
  const agreement = standIn.state.agreements.get(id);
  if (!agreement) throw new Refusal('CREDIT_AGREEMENT_NOT_EXIST');
  closeAgreement(standIn, agreement);
  return {};
}
