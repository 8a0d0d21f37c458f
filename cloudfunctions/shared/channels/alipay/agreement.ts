import * as v from 'valibot';
import type {
  AgreementOf,
  AuthorisationOutcome,
  ChannelFailure,
  ChannelView,
  ConfirmerOutcome,
  Payer,
} from '../channel.ts';
import { read, UNEXPECTED } from './answers.ts';
import type { AlipayClient } from './client.ts';
import type { AlipayConfig } from './config.ts';

/**
 * The buyer's agreement with 芝麻先享 to be debited at this merchant: given once, on Alipay's page.
 * https://opendocs.alipay.com/open/4580646b_zhima.credit.payafteruse.creditagreement.sign and the pages beside it
 */
const SIGN = 'zhima.credit.payafteruse.creditagreement.sign';
const QUERY = 'zhima.credit.payafteruse.creditagreement.query';
export const PRODUCT_CODE = 'CREDIT_PAY_AFTER_USE';

const agreementSchema = v.object({
  agreement_status: v.picklist(['VALID', 'INVALID']),
  credit_agreement_id: v.string(),
  out_agreement_no: v.string(),
  // One of the two, whichever the app was set to.
  open_id: v.optional(v.string()),
  alipay_user_id: v.optional(v.string()),
});

type Agreement = v.InferOutput<typeof agreementSchema>;

/** The page where the buyer sees whether he is admitted, reads the agreement and confirms it. */
export function startAgreement(config: AlipayConfig, client: AlipayClient, code: string): ChannelView {
  return pageView(
    client.signed(SIGN, {
      out_agreement_no: code,
      zm_service_id: config.serviceId,
      category_id: config.categoryId,
      product_code: PRODUCT_CODE,
    }),
  );
}

/** What Alipay's own app opens: it shows the page that belongs to the signed text. */
export function pageView(signStr: string): ChannelView {
  return { businessType: 'alipayPage', extraData: { signStr } };
}

/**
 * The agreement of our number, if there is one, and it is his: whoever was shown the page of another buyer and
 * agreed there would pay for him. An agreement keeps all numbers that its buyer has come with, so that another one
 * of them may be told.
 */
export async function readAgreement(
  client: AlipayClient,
  { openid, code }: AgreementOf,
): Promise<{ readonly kind: 'agreement'; readonly agreement: Agreement } | ChannelFailure> {
  const answer = read(await client.call(QUERY, { out_agreement_no: code }));
  if (answer.failed) return answer.failed;
  const found = v.safeParse(agreementSchema, answer.body);
  if (!found.success) return UNEXPECTED;
  const agreement = found.output;
  if (openid === null)
    return agreement.out_agreement_no === code ? { kind: 'agreement', agreement } : UNEXPECTED;
  const his = isHis(agreement, openid);
  if (his === null) return NOBODYS;
  return his ? { kind: 'agreement', agreement } : { kind: 'unknown', cause: 'somebody else’s agreement' };
}

const NOBODYS: ChannelFailure = { kind: 'unknown', cause: 'nobody’s agreement' };

/** Null if it does not say whose it is. */
function isHis({ open_id, alipay_user_id }: Agreement, openid: string): boolean | null {
  if (open_id === undefined && alipay_user_id === undefined) return null;
  return open_id === openid || alipay_user_id === openid;
}

/** An order names the agreement by Alipay's number: that of whoever confirmed it, on whomever's page. */
export async function queryConfirmer(
  client: AlipayClient,
  confirmedUnder: string,
  { openid }: Payer,
): Promise<ConfirmerOutcome> {
  const answer = read(await client.call(QUERY, { credit_agreement_id: confirmedUnder }));
  if (answer.failed) return answer.failed;
  const found = v.safeParse(agreementSchema, answer.body);
  if (!found.success || found.output.credit_agreement_id !== confirmedUnder) return UNEXPECTED;
  const isPayer = isHis(found.output, openid);
  return isPayer === null ? NOBODYS : { kind: 'confirmer', isPayer };
}

/** Asked by our number: Alipay cannot be asked by its user. */
export async function queryAgreement(
  client: AlipayClient,
  whose: AgreementOf,
): Promise<AuthorisationOutcome> {
  const answer = await readAgreement(client, whose);
  switch (answer.kind) {
    case 'agreement':
      return { kind: 'state', state: answer.agreement.agreement_status === 'VALID' ? 'active' : 'ended' };
    case 'notFound':
      return { kind: 'state', state: 'never' };
    case 'refused':
    case 'unknown':
      return answer;
  }
}
