import type { Policy } from '../policy.ts';
import type { Order } from './order.ts';
import { type Action, type Obligation, obligations } from './plan.ts';

/** What of the plan means something to people; the rest is between us, the account and the channel. */
const FOR_PEOPLE = [
  'cancelUnaccepted',
  'cancelUnshipped',
  'askReceipt',
  'confirmReceipt',
  'giveNotice',
  'charge',
  'remind',
  'markOverdue',
  'agreeClaim',
  'lapseClaim',
  'finishClaim',
] as const satisfies readonly Action[];

/** Something that time will do to an order, as its buyer and the operators are told. */
export interface Upcoming {
  readonly action: (typeof FOR_PEOPLE)[number];
  readonly at: Date;
}

/** What will happen to an order by itself, and when, the next first; as it stands now, under this policy. */
export function upcoming(order: Order, policy: Policy): readonly Upcoming[] {
  const told = obligations(order, policy).filter(isForPeople);
  // The plan asks for the notice first; that the charge follows on its day is what the buyer wants to know.
  const announced = told.some(({ action }) => action === 'giveNotice');
  const charge: Upcoming[] = announced && order.chargeAt ? [{ action: 'charge', at: order.chargeAt }] : [];
  return [...told, ...charge].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function isForPeople(obligation: Obligation): obligation is Obligation & Upcoming {
  return (FOR_PEOPLE as readonly Action[]).includes(obligation.action);
}
