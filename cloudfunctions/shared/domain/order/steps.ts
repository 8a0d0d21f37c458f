import { couldBeReviewed } from '../assessment/review.ts';
import type { Policy } from '../policy.ts';
import { claimRefusal } from './claims.ts';
import type { EventType } from './events.ts';
import { firstRefusal } from './guards.ts';
import type { ClaimKind, Order } from './order.ts';
import { collectsWhatIsPayable, noMoreRefunds } from './refunds.ts';
import { guardsOf } from './transition.ts';

/** When, and under which policy, somebody looks at an order. */
interface Look {
  readonly now: Date;
  readonly policy: Policy;
}

type Possible = (order: Order, look: Look) => boolean;

/**
 * What a buyer can do with an order as it stands, one entry for each button; the pages show what is here, and know
 * no rule themselves. A step may be refused all the same: the order may change before the tap arrives.
 */
const BUYER_STEPS = {
  /** Have it decided on, or confirm it on the channel's page. */
  assess: ({ state }) => state === 'created' || state === 'approved',
  askReview: (order) => may(order, 'reviewAsked') && couldBeReviewed(order),
  cancel: (order) => may(order, 'cancelled') && order.attempt?.kind !== 'cancel',
  confirmReceipt: (order) => may(order, 'received'),
  payNow: (order) => (order.payableFen > 0 && may(order, 'chargeRequested')) || isPaidByHand(order),
  switchAutoChargeOff: (order) => order.autoCharge && may(order, 'autoChargeSwitched'),
  switchAutoChargeOn: (order) => !order.autoCharge && may(order, 'autoChargeSwitched'),
  claimReturn: (order, look) => mayClaim(order, 'return', look),
  claimNotReceived: (order, look) => mayClaim(order, 'notReceived', look),
  claimProblem: (order, look) => mayClaim(order, 'problem', look),
  withdrawClaim: (order) => may(order, 'claimWithdrawn'),
  sendBack: (order) => may(order, 'goodsSentBack'),
} as const satisfies Record<string, Possible>;

/** The same for the merchant's people. */
const OPERATOR_STEPS = {
  ship: (order) => may(order, 'shipped'),
  recordDelivery: (order) => may(order, 'delivered') && !order.deliveredAt,
  recordUndelivered: (order) =>
    may(order, 'undelivered') && !order.history.some(({ type }) => type === 'undelivered'),
  lower: (order) => order.payableFen > 0 && may(order, 'lowered') && canGiveBack(order),
  collectAgain: (order) =>
    may(order, 'collectAgainRequested') && isCollected(order) && collectsWhatIsPayable(order),
  notePaidElsewhere: (order) => may(order, 'paidElsewhereReported') && isCollected(order),
  agree: (order) => may(order, 'claimAgreed'),
  refuse: (order) => may(order, 'claimRefused'),
  goodsBack: (order) => may(order, 'claimDone') && order.claim?.kind === 'return',
  answerReview: (order) => may(order, 'reviewAnswered'),
  lookedAt: ({ attention }) => attention.length > 0,
} as const satisfies Record<string, Possible>;

export type BuyerStep = keyof typeof BUYER_STEPS;
export type OperatorStep = keyof typeof OPERATOR_STEPS;

/** @param now decides on how long after receipt something can still be asked for */
export function buyerSteps(order: Order, now: Date, policy: Policy): readonly BuyerStep[] {
  return possible<BuyerStep>(BUYER_STEPS, order, { now, policy });
}

export function operatorSteps(order: Order, now: Date, policy: Policy): readonly OperatorStep[] {
  return possible<OperatorStep>(OPERATOR_STEPS, order, { now, policy });
}

function possible<Step extends string>(steps: Record<Step, Possible>, order: Order, look: Look): Step[] {
  return (Object.keys(steps) as Step[]).filter((step) => steps[step](order, look));
}

function may(order: Order, type: EventType): boolean {
  return firstRefusal(order, guardsOf(type)) === undefined;
}

function mayClaim(order: Order, kind: ClaimKind, { now, policy }: Look): boolean {
  return (
    order.payableFen > 0 && may(order, 'claimRequested') && claimRefusal(order, kind, now, policy) === null
  );
}

/** The channel collects and has not got it: its own page takes the money, if it is no more than is payable. */
function isPaidByHand(order: Order): boolean {
  return isCollected(order) && !order.payment && collectsWhatIsPayable(order);
}

function isCollected({ state, collectingSince }: Order): boolean {
  return collectingSince !== null && (state === 'settling' || state === 'overdue');
}

/** Before the payment anything can be lowered; after it only what the channel can still refund. */
function canGiveBack({ payment, refunds }: Order): boolean {
  return !payment || (payment.transactionId !== null && !noMoreRefunds(refunds));
}
