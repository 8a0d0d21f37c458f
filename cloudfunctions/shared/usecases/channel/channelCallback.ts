import type { Callback, CallbackContent, CallbackEvidence } from '../../channels/channel.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import type { ChannelFacts, RefundFacts } from '../../domain/order/channelFacts.ts';
import type { ChannelName, Order } from '../../domain/order/order.ts';
import { orderIdOfRefund } from '../../domain/order/refunds.ts';
import { refreshAuthorisation } from '../account/account.ts';
import { settleAccount } from '../account/accountDuty.ts';
import type { Services } from '../services.ts';
import { askChannelAbout } from './askChannel.ts';
import { reconcileOrder } from './reconcileOrder.ts';
import { applyRefundFacts } from './refundCall.ts';

/**
 * What a verified callback means for us. Duplicates, late and out-of-order ones change nothing: the order's
 * own state decides. That it came is kept, whatever it meant.
 */
export async function applyCallback(
  services: Services,
  channel: ChannelName,
  { content, evidence }: Callback,
): Promise<void> {
  await Promise.all([
    keepEvidence(services, channel, evidence, orderIdIn(content)),
    applyContent(services, channel, content, evidence),
  ]);
}

function applyContent(
  services: Services,
  channel: ChannelName,
  content: CallbackContent,
  { event }: CallbackEvidence,
): Promise<void> | void {
  switch (content.kind) {
    case 'order':
      return applyFacts(services, channel, content.facts);
    case 'ask':
      return askAbout(services, channel, content.orderId);
    case 'refund':
      return applyRefund(services, channel, content.facts);
    case 'authorisation':
      return applyAuthorisation(services, channel, content);
    case 'ignored':
      services.log('callbackIgnored', { channel, event });
  }
}

/**
 * Which event came when, and who signed it: nothing of its content, so nothing personal. A repetition adds
 * nothing.
 */
async function keepEvidence(
  services: Services,
  channel: ChannelName,
  evidence: CallbackEvidence,
  orderId: string | null,
): Promise<void> {
  const { eventId, ...told } = evidence;
  const receivedAt = services.now();
  await services.store.insert('channelEvents', {
    _id: `${channel}-${eventId}`,
    channel,
    orderId,
    receivedAt,
    ...told,
  });
}

function orderIdIn(content: CallbackContent): string | null {
  if (content.kind === 'order') return content.facts.orderId;
  if (content.kind === 'ask') return content.orderId;
  return content.kind === 'refund' ? orderIdOfRefund(content.facts.refundNo) : null;
}

async function applyFacts(services: Services, channel: ChannelName, facts: ChannelFacts): Promise<void> {
  const order = await orderOf(services, channel, facts.orderId);
  if (!order) return;
  const agreed = await reconcileOrder(services, order, facts);
  if (agreed.accountDuty) await settleAccount(services, agreed);
}

/** @throws Error if the channel gave no answer, so that the callback comes again */
async function askAbout(services: Services, name: ChannelName, orderId: string): Promise<void> {
  const order = await orderOf(services, name, orderId);
  if (!order) return;
  const answer = await askChannelAbout(services, order);
  if (answer.kind !== 'facts') throw new Error('what became of an order is not known yet');
  await applyFacts(services, name, answer.facts);
}

async function applyRefund(services: Services, channel: ChannelName, facts: RefundFacts): Promise<void> {
  const order = await orderOf(services, channel, orderIdOfRefund(facts.refundNo));
  if (order) await applyRefundFacts(services, order, facts);
}

/**
 * A signed event of an order that is not ours is acknowledged, and a person told: sending it again would not
 * help.
 */
async function orderOf(services: Services, channel: ChannelName, orderId: string): Promise<Order | null> {
  const order = await services.store.get<Order>('orders', orderId);
  if (order?.channel === channel) return order;
  services.alarm('callbackForUnknownOrder', { channel, orderId });
  return null;
}

/**
 * An opening may be overtaken by a closing: the callback is only the reason to ask.
 * @throws Error if nothing could be learnt or noted, so that the callback comes again
 */
async function applyAuthorisation(
  services: Services,
  channel: ChannelName,
  { openid, state, code }: Extract<CallbackContent, { kind: 'authorisation' }>,
): Promise<void> {
  const buyerId = services.identity.buyerId(channel, openid);
  const account = await services.store.get<CreditAccount>('creditAccounts', buyerId);
  if (!account?.authorisation) return;
  // An agreement may go by several of our numbers: whether the one that counts has ended is asked by its own.
  const own = account.authorisation.code;
  const news = { closed: state === 'ended', code: state === 'active' ? (code ?? own) : own };
  if (!(await refreshAuthorisation(services, account, openid, news))) {
    throw new Error('what became of an authorisation is not known yet');
  }
}
