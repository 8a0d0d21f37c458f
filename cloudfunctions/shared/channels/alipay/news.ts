import * as v from 'valibot';
import { type CallbackContent, CallbackRefused } from '../channel.ts';

/** By name. */
export type Fields = ReadonlyMap<string, string>;

const AGREEMENT = 'zhima.credit.payafteruse.creditagreement.changed';
const CREDIT_ORDER = 'zhima.credit.payafteruse.creditbizorder.changed';

const agreementSchema = v.object({
  out_agreement_no: v.string(),
  agreement_status: v.picklist(['VALID', 'INVALID']),
  open_id: v.optional(v.string()),
  alipay_user_id: v.optional(v.string()),
});
/** Not all of what it holds is known; this was seen in public integrations. */
const orderSchema = v.object({ out_order_no: v.string() });

/**
 * What a verified notification is about. That of a debit carries Alipay's numbers only: which order of ours it is,
 * the address tells that we gave for it.
 * @param event `msg_method` or `notify_type`
 * @throws CallbackRefused
 */
export function contentOf(event: string, fields: Fields, path: string): CallbackContent {
  if (event === AGREEMENT) return agreementNews(parsed(agreementSchema, fields));
  if (event === CREDIT_ORDER) return { kind: 'ask', orderId: parsed(orderSchema, fields).out_order_no };
  const [, orderId] = /\/notify\/([0-9A-Za-z_-]{1,32})$/.exec(path) ?? [];
  if (fields.has('trade_status') && orderId !== undefined) return { kind: 'ask', orderId };
  return { kind: 'ignored' };
}

function agreementNews(news: v.InferOutput<typeof agreementSchema>): CallbackContent {
  const openid = news.open_id ?? news.alipay_user_id;
  if (openid === undefined) throw new CallbackRefused('nobody’s agreement');
  return {
    kind: 'authorisation',
    openid,
    state: news.agreement_status === 'VALID' ? 'active' : 'ended',
    code: news.out_agreement_no,
  };
}

function parsed<S extends v.GenericSchema>(schema: S, fields: Fields): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(fields.get('biz_content') ?? ''));
  } catch {
    throw new CallbackRefused('unexpected content');
  }
}
