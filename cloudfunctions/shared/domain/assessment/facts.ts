import type { CreditAccount } from '../account/account.ts';
import { isMinorsLocked } from '../account/minorsLock.ts';
import { after, HOUR_MS } from '../duration.ts';
import type { Order } from '../order/order.ts';
import type { Policy } from '../policy.ts';
import { rolloutBucket } from './rollout.ts';

/**
 * Everything that a decision uses, flat and without any id. It is stored with the order: the decision can be
 * explained from it, and made again under another policy.
 */
export interface AssessmentFacts {
  readonly amountFen: number;
  /** Pieces, of all lines together. */
  readonly quantity: number;
  readonly account: 'none' | CreditAccount['state'];
  /** `notNeeded` where the channel asks the buyer for each order. */
  readonly authorisation: 'none' | 'pending' | 'active' | 'ended' | 'notNeeded';
  readonly limitFen: number;
  readonly availableFen: number;
  readonly runningOrders: number;
  readonly overdueOrders: number;
  readonly settledInTime: number;
  readonly settledLate: number;
  readonly returned: number;
  /** This buyer's other orders that the channel accepted within the policy's window. */
  readonly ordersInWindow: number;
  /** An earlier parcel went to this address; null if none was ever sent. */
  readonly addressKnown: boolean | null;
  readonly minorsLocked: boolean;
  /** Where the buyer stands in the rollout, 0 to 99. */
  readonly rolloutBucket: number;
  readonly rolloutAllowed: boolean;
  /** The most that the channel takes for one order, in fen; null if it has not said. */
  readonly channelMaxFen: number | null;
  /** Up to what amount an approved review speaks for this order, in fen; 0 if there is none. */
  readonly allowanceFen: number;
}

/** An earlier order, as far as an assessment looks at it. */
export type EarlierOrder = Pick<Order, '_id' | 'acceptedAt' | 'deliveryId' | 'shipment'>;

/** Where an order goes, or an earlier one went. */
export interface Destination {
  /** The order's `deliveryId`. */
  readonly _id: string;
  readonly address: string;
}

/** What was read for an assessment. */
export interface AssessmentSources {
  readonly order: Pick<Order, '_id' | 'buyerId' | 'amountFen' | 'lines' | 'deliveryId'>;
  readonly account: CreditAccount | null;
  /** Those of this buyer that the channel has accepted. */
  readonly earlier: readonly EarlierOrder[];
  readonly destinations: readonly Destination[];
  /** Of the channel: whether it wants a standing authorisation, and its maximum. */
  readonly needsAuthorisation: boolean;
  readonly channelMaxFen: number | null;
}

export function factsOf(sources: AssessmentSources, policy: Policy, now: Date): AssessmentFacts {
  const { order, account } = sources;
  const { record } = account ?? {};
  const allowance = account?.allowance;
  return {
    amountFen: order.amountFen,
    quantity: quantityOf(order),
    account: account?.state ?? 'none',
    authorisation: sources.needsAuthorisation ? (account?.authorisation?.state ?? 'none') : 'notNeeded',
    limitFen: account?.limitFen ?? 0,
    availableFen: account?.availableFen ?? 0,
    runningOrders: account?.runningOrders ?? 0,
    overdueOrders: account?.overdueOrders ?? 0,
    settledInTime: record?.settledInTime ?? 0,
    settledLate: record?.settledLate ?? 0,
    returned: record?.returned ?? 0,
    ordersInWindow: ordersInWindow(sources, policy, now),
    addressKnown: addressKnown(sources),
    minorsLocked: isMinorsLocked(account, now),
    rolloutBucket: rolloutBucket(order.buyerId),
    rolloutAllowed: policy.rollout.allowBuyers.includes(order.buyerId),
    channelMaxFen: sources.channelMaxFen,
    allowanceFen: allowance && allowance.until > now ? allowance.amountFen : 0,
  };
}

export function quantityOf({ lines }: Pick<Order, 'lines'>): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

function ordersInWindow({ order, earlier }: AssessmentSources, { velocity }: Policy, now: Date): number {
  const from = after(now, -velocity.windowHours * HOUR_MS);
  return earlier.filter(({ _id, acceptedAt }) => _id !== order._id && acceptedAt && acceptedAt >= from)
    .length;
}

/** Only where a parcel went: to name an address in an order that was never sent proves nothing. */
function addressKnown({ order, earlier, destinations }: AssessmentSources): boolean | null {
  const addressOf = (deliveryId: string) => destinations.find(({ _id }) => _id === deliveryId)?.address;
  const sent = earlier.filter(({ _id, shipment }) => _id !== order._id && shipment !== null);
  const address = addressOf(order.deliveryId);
  if (sent.length === 0 || address === undefined) return null;
  return sent.some(({ deliveryId }) => addressOf(deliveryId) === address);
}
