import type { Factor } from '../domain/assessment/factors.ts';
import type { Attention } from '../domain/order/order.ts';
import type { OperatorStep } from '../domain/order/steps.ts';
import type { Upcoming } from '../domain/order/upcoming.ts';
import type { Policy } from '../domain/policy.ts';
import type { DeliveryView, OrderView, ReasonView, TimelineEntry } from './views.ts';

/** An order as the operators' list shows it. */
export interface MerchantOrderView extends OrderView {
  /** What a person must look at, oldest first. */
  readonly attention: readonly Attention[];
}

/** One entry of an order's full history, as the operators read it. */
export interface HistoryEntry extends TimelineEntry {
  /** The operator's staff number; null for everybody else. */
  readonly staffNo: string | null;
  /** The money that it was about, in fen; null if it was about none. */
  readonly amountFen: number | null;
  /** What was said or written down: a reason, an answer, a parcel's number; empty if nothing was. */
  readonly note: string;
}

/** Why an order was approved or refused: each factor with its points. */
export interface AssessmentView {
  readonly decision: 'approved' | 'rejected';
  readonly points: number;
  readonly policyVersion: number;
  readonly factors: readonly (Factor & { readonly message: string })[];
  readonly reasons: readonly ReasonView[];
  /** Reasons that an approved review has set aside. */
  readonly waived: readonly ReasonView[];
}

/** An order with all that the operators may see of it. */
export interface MerchantOrderDetails extends MerchantOrderView {
  /** When it was read, by the clock of the functions; a phone's may be wrong. */
  readonly at: Date;
  readonly delivery: DeliveryView | null;
  readonly upcoming: readonly Upcoming[];
  /** What an operator can do with it now: one entry for each button. */
  readonly can: readonly OperatorStep[];
  readonly assessment: AssessmentView | null;
  readonly history: readonly HistoryEntry[];
}

/** An amount of fen that several orders come to. */
export interface MoneyTotal {
  readonly orders: number;
  readonly amountFen: number;
}

/** What happened, or will, on one day in China. */
export interface MoneyOfDay extends MoneyTotal {
  /** `2026-03-11` */
  readonly day: string;
}

/** How many orders wait for the merchant's people, on each of his lists. */
export interface WaitingView {
  readonly shipping: number;
  /** Returns and disputes that are open. */
  readonly claims: number;
  readonly reviews: number;
  readonly attention: number;
}

/** What buyers owe the merchant and have paid him, over all orders, and what waits for his people. */
export interface MoneyView {
  /** When it was counted. */
  readonly at: Date;
  /** Accepted or on the way: owed once the goods are received. */
  readonly promised: MoneyTotal;
  /** Received and not paid yet, overdue ones among them. */
  readonly owed: MoneyTotal;
  /**
   * Of these: to be charged, or paid by a tap, today or within the six days after it. What is frozen by a return or
   * dispute is owed, and not due.
   */
  readonly dueThisWeek: MoneyTotal;
  /** Of these: the channel collects it, and it is not late yet. */
  readonly collecting: MoneyTotal;
  readonly overdue: MoneyTotal;
  /** Paid in the last thirty days, and what of all payments went back in that time. */
  readonly settled: MoneyTotal;
  readonly refunded: MoneyTotal;
  /** The next fourteen days that something is due on, today among them; days without anything are left out. */
  readonly dueByDay: readonly MoneyOfDay[];
  /** The last thirty days that something was paid on, today among them; days without anything are left out. */
  readonly settledByDay: readonly MoneyOfDay[];
  readonly waiting: WaitingView;
}

/** The policy that counts now; who is on its allow-list is only counted. */
export interface PolicyView extends Omit<Policy, 'rollout' | 'messages'> {
  readonly rollout: { readonly percent: number; readonly allowedBuyers: number };
}
