import * as v from 'valibot';
import type { AskedOrder, ChannelFailure, ChannelOutcome } from '../channel.ts';
import { read, UNEXPECTED } from './answers.ts';
import type { AlipayClient } from './client.ts';
import type { AlipayConfig } from './config.ts';
import { type CreditOrder, creditOrderSchema, factsOf, type Trade, tradeSchema } from './creditOrder.ts';

const ORDER_QUERY = 'zhima.credit.payafteruse.creditbizorder.query';
const TRADE_QUERY = 'alipay.trade.query';

const foundSchema = v.object({ ...creditOrderSchema.entries, credit_agreement_id: v.optional(v.string()) });

/** Asks how an order stands, and its debit. */
export async function queryOrder(
  { agreement }: Pick<AlipayConfig, 'agreement'>,
  client: AlipayClient,
  order: AskedOrder,
): Promise<ChannelOutcome> {
  const answer = read(await client.call(ORDER_QUERY, { out_order_no: order._id }));
  // One that the buyer must confirm exists from then on. Of one that ran already it proves nothing of the kind.
  const unconfirmed = agreement === 'each' && isWithoutItsNumber(order);
  if (answer.failed?.kind === 'notFound' && unconfirmed) return awaitingBuyer(order);
  if (answer.failed) return answer.failed;
  const found = v.safeParse(foundSchema, answer.body);
  if (!found.success || !isAbout(order, found.output)) return UNEXPECTED;
  const debit = await queryDebit(client, found.output.credit_biz_order_id);
  if (debit.kind !== 'debit') return debit;
  const facts = factsOf(order._id, found.output, debit.trade, new Date());
  if (!facts) return UNEXPECTED;
  const { credit_agreement_id = null } = found.output;
  // Whoever is shown the page of an order can confirm it, and would pay for it.
  return {
    kind: 'facts',
    facts,
    confirmView: null,
    ...(unconfirmed && { confirmedUnder: credit_agreement_id }),
  };
}

function awaitingBuyer({ _id: orderId }: AskedOrder): ChannelOutcome {
  const stage = 'awaitingBuyer';
  const facts = { orderId, channelOrderId: orderId, stage, amountFen: null, payment: null } as const;
  return { kind: 'facts', facts, confirmView: null };
}

/** Alipay's own number is known once the order runs. */
function isWithoutItsNumber({ _id, channelOrderId }: AskedOrder): boolean {
  return channelOrderId === null || channelOrderId === _id;
}

/** What Alipay signs names the question by one number or the other. */
function isAbout(order: AskedOrder, found: CreditOrder): boolean {
  const { _id, channelOrderId } = order;
  const { out_order_no = _id, credit_biz_order_id } = found;
  const known = isWithoutItsNumber(order) ? credit_biz_order_id : channelOrderId;
  return out_order_no === _id && credit_biz_order_id === known;
}

/** Null if nothing was ever debited. */
async function queryDebit(
  client: AlipayClient,
  channelOrderId: string,
): Promise<{ readonly kind: 'debit'; readonly trade: Trade | null } | ChannelFailure> {
  const answer = read(await client.call(TRADE_QUERY, { out_trade_no: channelOrderId }));
  if (answer.failed?.kind === 'notFound') return { kind: 'debit', trade: null };
  if (answer.failed) return answer.failed;
  const trade = v.safeParse(tradeSchema, answer.body);
  const asked = trade.success && trade.output.out_trade_no === channelOrderId;
  return asked ? { kind: 'debit', trade: trade.output } : UNEXPECTED;
}
