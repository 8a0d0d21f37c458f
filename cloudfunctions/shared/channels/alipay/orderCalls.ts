import * as v from 'valibot';
import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { ChannelFacts } from '../../domain/order/channelFacts.ts';
import type { ChannelOutcome, Payer, SentOrder } from '../channel.ts';
import { PRODUCT_CODE, pageView, readAgreement } from './agreement.ts';
import { read, UNEXPECTED } from './answers.ts';
import type { AlipayClient } from './client.ts';
import type { AlipayConfig } from './config.ts';
import { queryOrder } from './queryOrder.ts';
import { CREATE, FINISH, ORDER, PAY } from './requests.ts';
import { subjectOf } from './subject.ts';

const placedSchema = v.object({ out_order_no: v.string(), credit_biz_order_id: v.string() });
const takenSchema = v.object({ out_trade_no: v.string() });
const finishedSchema = v.object({
  credit_biz_order_id: v.string(),
  // Newer answers tell it.
  order_status: v.optional(v.literal('TRADE_CLOSED')),
});

/** Sends a call about an order, for the first time or again. */
export async function sendOrderCall(
  config: AlipayConfig,
  client: AlipayClient,
  request: ChannelRequest,
  order: SentOrder,
  payer: Payer | null,
): Promise<ChannelOutcome> {
  switch (request.path) {
    case ORDER:
      return config.mode === 'fixed' ? UNDECLARED : placeOrder(config, client, request, order, payer);
    case CREATE:
      return config.mode === 'fixed' ? UNDECLARED : askBuyer(config, client, request, order);
    case PAY:
      return debit(config, client, request, order);
    case FINISH:
      return finish(config, client, request, order);
    default:
      return { kind: 'refused', code: request.path, signed: true };
  }
}

/**
 * 固定金额 takes orders through Alipay's cashier; with which values, no source says for certain. Until the vendor
 * has confirmed them nothing is tried with a buyer's money (docs/alipay.md).
 */
const UNDECLARED: ChannelOutcome = {
  kind: 'refused',
  code: 'FIXED_AMOUNT_UNDECLARED',
  signed: true,
  misconfigured: true,
};

/** Under the agreement that the buyer has given, which must hold still. */
async function placeOrder(
  config: AlipayConfig,
  client: AlipayClient,
  { orderId, body }: ChannelRequest,
  { lines }: SentOrder,
  payer: Payer | null,
): Promise<ChannelOutcome> {
  const { out_agreement_no: code, ...content } = JSON.parse(body);
  const agreed = await readAgreement(client, { openid: payer?.openid ?? null, code });
  if (agreed.kind === 'notFound')
    return { kind: 'refused', code: 'CREDIT_AGREEMENT_NOT_EXIST', signed: true };
  if (agreed.kind !== 'agreement') return agreed;
  const { agreement_status: status, credit_agreement_id } = agreed.agreement;
  if (status === 'INVALID') return { kind: 'refused', code: 'CREDIT_AGREEMENT_INVALID', signed: true };
  const answer = read(
    await client.call(ORDER, {
      ...content,
      subject: subjectOf(lines),
      credit_agreement_id,
      category_id: config.categoryId,
      product_code: PRODUCT_CODE,
    }),
  );
  if (answer.failed) return answer.failed;
  const placed = v.safeParse(placedSchema, answer.body);
  if (!placed.success || placed.output.out_order_no !== orderId) return UNEXPECTED;
  return outcome({ orderId, channelOrderId: placed.output.credit_biz_order_id, stage: 'running' });
}

/** The order comes to exist when the buyer confirms it on the page; till then it goes by our number alone. */
function askBuyer(
  config: AlipayConfig,
  client: AlipayClient,
  { orderId, body }: ChannelRequest,
  { lines }: SentOrder,
): ChannelOutcome {
  const signStr = client.signed(CREATE, {
    ...JSON.parse(body),
    subject: subjectOf(lines),
    zm_service_id: config.serviceId,
    category_id: config.categoryId,
    product_code: PRODUCT_CODE,
  });
  const awaiting = outcome({ orderId, channelOrderId: orderId, stage: 'awaitingBuyer' });
  return { ...awaiting, confirmView: pageView(signStr) };
}

/**
 * Answered before the money is there: what became of it, the order tells. The constants are those of 动态金额
 * (https://opendocs.alipay.com/open/507b8b31); they rest on one source and are to be confirmed, see docs/alipay.md.
 */
async function debit(
  config: AlipayConfig,
  client: AlipayClient,
  { orderId, body }: ChannelRequest,
  order: SentOrder,
): Promise<ChannelOutcome> {
  const { channelOrderId } = order;
  const content = {
    ...JSON.parse(body),
    out_trade_no: channelOrderId,
    auth_code: channelOrderId,
    scene: 'ZHIMA_CREDIT_CODE',
    product_code: 'GENERAL_WITHHOLDING',
    subject: '先用后付扣款',
    is_async_pay: true,
    extend_params: { creditTradeScene: 'CREDIT_PAY_UNCERTAIN_FEE' },
  };
  const answer = read(await client.call(PAY, content, { notify_url: `${config.notifyUrl}/${orderId}` }));
  if (answer.failed) return answer.failed;
  const taken = v.safeParse(takenSchema, answer.body);
  const asked = taken.success && taken.output.out_trade_no === channelOrderId;
  return asked ? queryOrder(config, client, order) : UNEXPECTED;
}

/** Alipay wants its own number, which is lost where the answer to the creation was. A debit that waits ends with it. */
async function finish(
  config: AlipayConfig,
  client: AlipayClient,
  { orderId, body }: ChannelRequest,
  order: SentOrder,
): Promise<ChannelOutcome> {
  const now = await queryOrder(config, client, order);
  if (now.kind !== 'facts') return now;
  const { channelOrderId, stage } = now.facts;
  // Nothing is there yet that could be ended; he may still confirm it, see `knowsUnconfirmed`.
  if (stage === 'awaitingBuyer') return outcome({ orderId, channelOrderId, stage: 'closed' });
  // Ended already, or paid: that is what is to be known.
  if (stage !== 'running' && stage !== 'collecting') return now;
  const content = { ...JSON.parse(body), credit_biz_order_id: channelOrderId };
  const answer = read(await client.call(FINISH, content));
  if (answer.failed) return answer.failed;
  const finished = v.safeParse(finishedSchema, answer.body);
  if (!finished.success || finished.output.credit_biz_order_id !== channelOrderId) return UNEXPECTED;
  return outcome({ orderId, channelOrderId, stage: 'closed' });
}

function outcome(known: Pick<ChannelFacts, 'orderId' | 'channelOrderId' | 'stage'>) {
  return { kind: 'facts', facts: { ...known, amountFen: null, payment: null }, confirmView: null } as const;
}
