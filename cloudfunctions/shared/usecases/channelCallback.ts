import type { CallbackContent } from '../channels/channel.ts';
import type { CreditAccount } from '../domain/account/account.ts';
import type { ChannelFacts } from '../domain/order/channelFacts.ts';
import type { ChannelName, Order } from '../domain/order/order.ts';
import { refreshAuthorisation } from './account.ts';
import { settleAccount } from './accountDuty.ts';
import { reconcileOrder } from './reconcileOrder.ts';
import type { Services } from './services.ts';

/**
 * What a verified callback means for us. Duplicates, late and out-of-order ones change nothing: the order's
 * own state decides.
 */
export async function applyCallback(
  services: Services,
  channel: ChannelName,
  content: CallbackContent,
): Promise<void> {
  switch (content.kind) {
    case 'order':
      return applyFacts(services, channel, content.facts);
    case 'authorisation':
      return applyAuthorisation(services, content.openid);
    case 'ignored':
      services.log('callbackIgnored', { channel, event: content.event });
  }
}

async function applyFacts(services: Services, channel: ChannelName, facts: ChannelFacts): Promise<void> {
  const order = await services.store.get<Order>('orders', facts.orderId);
  if (order?.channel !== channel) {
    services.alarm('callbackForUnknownOrder', { channel, orderId: facts.orderId });
    return;
  }
  const agreed = await reconcileOrder(services, order, facts);
  if (agreed.accountDuty) await settleAccount(services, agreed);
}

/**
 * An opening may be overtaken by a closing: the callback is only the reason to ask.
 * @throws Error if nothing could be learnt or noted, so that the callback comes again
 */
async function applyAuthorisation(services: Services, openid: string): Promise<void> {
  const buyerId = services.identity.buyerId(openid);
  const account = await services.store.get<CreditAccount>('creditAccounts', buyerId);
  if (account && !(await refreshAuthorisation(services, account, { openid }))) {
    throw new Error('what became of an authorisation is not known yet');
  }
}
