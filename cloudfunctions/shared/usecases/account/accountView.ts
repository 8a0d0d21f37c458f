import type { AccountView, ClosingView, OwedView } from '../../contract/views.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { isRunning } from '../../domain/account/holds.ts';
import { explainLimit } from '../../domain/account/limit.ts';
import { isMinorsLocked } from '../../domain/account/minorsLock.ts';
import type { ChannelName, Order } from '../../domain/order/order.ts';
import { isFor } from '../orders/consent.ts';
import type { CoreServices, Services } from '../services.ts';

const NO_ACCOUNT: Omit<AccountView, 'authorisation'> = {
  state: 'none',
  limitFen: 0,
  availableFen: 0,
  runningOrders: 0,
  overdueOrders: 0,
  limitReasons: [],
  holds: [],
  owed: [],
  minorsLock: null,
  termsOutdated: false,
  consents: [],
  closing: null,
};

/** Where the service is opened, as long as the buyer has no authorisation that says it. */
const FIRST_CHANNEL: ChannelName = 'wechatpay';

/** Where buyers can end their authorisation themselves. */
const WHERE_TO_END: Readonly<Record<ChannelName, string>> = {
  wechatpay: '微信 → 我 → 服务 → 钱包 → 支付分 → 我的服务，选择本店的服务后点「关闭扣费服务」',
  alipay: '支付宝 → 我的 → 芝麻信用 → 信用管理 → 授权管理，选择本店的服务后点「解除授权」',
};

/** What buyers may see of their own account: neither ids of the channel nor their own pseudonym. */
export async function accountView(services: Services, account: CreditAccount | null): Promise<AccountView> {
  if (!account) return { ...NO_ACCOUNT, authorisation: await authorisationOf(services, null) };
  const holds = Object.entries(account.holds).flatMap(([orderId, hold]) =>
    isRunning(hold) ? [{ orderId, amountFen: hold.amountFen, state: hold.state }] : [],
  );
  const [owed, { terms }, authorisation] = await Promise.all([
    readOwed(
      services,
      holds.map(({ orderId }) => orderId),
    ),
    services.rules(),
    authorisationOf(services, account),
  ]);
  const latest = account.consents.at(-1);
  return {
    state: account.state,
    authorisation,
    limitFen: account.limitFen,
    availableFen: Math.max(0, account.availableFen),
    runningOrders: account.runningOrders,
    overdueOrders: account.overdueOrders,
    limitReasons: explainLimit(account),
    holds,
    owed,
    minorsLock: isMinorsLocked(account, services.now()) ? account.minorsLock : null,
    termsOutdated: account.state === 'open' && latest !== undefined && !isFor(latest, terms),
    consents: account.consents.map(({ termsVersion, at }) => ({ termsVersion, at })),
    closing: closingOf(account),
  };
}

async function authorisationOf(
  services: Services,
  account: CreditAccount | null,
): Promise<AccountView['authorisation']> {
  if (account?.authorisation) return account.authorisation.state;
  const { can } = await services.channel(FIRST_CHANNEL);
  return can.authorisesOnce ? 'none' : 'notNeeded';
}

async function readOwed({ store }: CoreServices, orderIds: readonly string[]): Promise<readonly OwedView[]> {
  if (orderIds.length === 0) return [];
  const orders = await store.find<Order>('orders', {
    filter: { _id: { $in: orderIds } },
    sort: [['createdAt', 'asc']],
    limit: orderIds.length,
  });
  return orders.map((order) => ({
    orderId: order._id,
    state: order.state,
    payableFen: order.payableFen,
    chargeAt: order.chargeAt,
    chargeAfterReceiptDays: order.agreed.chargeAfterReceiptDays,
    payBy: order.payBy,
    dueAt: order.dueAt,
    frozen: order.freeze !== null,
  }));
}

function closingOf({ state, authorisation, next }: CreditAccount): ClosingView | null {
  if (state === 'open') return null;
  const where = WHERE_TO_END[authorisation?.channel ?? FIRST_CHANNEL];
  if (!authorisation || authorisation.state === 'ended') return { authorisation: 'ended', where };
  return { authorisation: next ? 'waiting' : 'byBuyer', where };
}
