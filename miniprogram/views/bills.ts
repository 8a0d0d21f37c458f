import { BILL_WORDS, BILLS } from '../copy/bills';
import { REFUND_STAGES } from '../copy/order';
import { formatFen, spokenFen } from '../format/money';
import { formatDay, formatMoment } from '../format/time';
import type { ListedOrder } from './answers';
import { goodsInWords } from './orderCard';

/** Orders that money is, or will be, due on. */
export const OPEN_STATES = ['accepted', 'shipped', 'received', 'settling', 'overdue'] as const;

/** One order by its money. */
export interface Bill {
  readonly orderId: string;
  readonly goods: string;
  readonly pictureUrl: string;
  readonly amount: string;
  /** When it is due, in the server's words; or when it was paid, and what went back. */
  readonly words: readonly string[];
  readonly late: boolean;
  /** What a screen reader says of it. */
  readonly spoken: string;
}

export interface Summary {
  /** Empty if nothing is to be paid. */
  readonly total: string;
  readonly spoken: string;
  /** How many orders, what is late, what comes next: one sentence each. */
  readonly lines: readonly string[];
  readonly late: boolean;
}

export interface OpenBills {
  readonly summary: Summary;
  readonly overdue: readonly Bill[];
  readonly due: readonly Bill[];
  readonly later: readonly Bill[];
}

/** What is to be paid, from all orders in `OPEN_STATES`: what is late first, then what is due next. */
export function openBills(orders: readonly ListedOrder[], now: Date): OpenBills {
  const owing = orders.filter(({ payableFen }) => payableFen > 0);
  const received = owing.filter(isReceived);
  const overdue = byDay(received.filter(isLate));
  const due = byDay(received.filter((order) => !isLate(order)));
  return {
    summary: summaryOf({ overdue, due }, now),
    overdue: overdue.map(openBill),
    due: due.map(openBill),
    later: owing.filter((order) => !isReceived(order)).map(openBill),
  };
}

function isReceived({ state }: ListedOrder): boolean {
  return state !== 'accepted' && state !== 'shipped';
}

/** Rule 3: while something is in dispute nobody is pressed to pay it. */
function isLate(order: ListedOrder): boolean {
  return order.state === 'overdue' && !isDisputed(order);
}

function openBill(order: ListedOrder): Bill {
  const { payableFen, owedText, reminder } = order;
  const words = reminder?.text ?? owedText;
  return bill(order, payableFen, words === null ? [] : [words], isLate(order));
}

/** An order that is paid. */
export function paidBill(order: ListedOrder, now: Date): Bill {
  const { payment, refunds } = order;
  const back = refunds.map(({ amountFen, stage }) =>
    BILL_WORDS.refund(formatFen(amountFen), REFUND_STAGES[stage]),
  );
  const paidOn = payment ? [BILL_WORDS.paidOn(formatDay(payment.paidAt, now))] : [];
  return bill(order, payment?.paidFen ?? 0, [...paidOn, ...back], false);
}

function bill(order: ListedOrder, amountFen: number, words: readonly string[], late: boolean): Bill {
  const goods = goodsInWords(order);
  return {
    orderId: order.orderId,
    goods,
    pictureUrl: order.lines[0]?.pictureUrl ?? '',
    amount: formatFen(amountFen),
    words,
    late,
    spoken: [goods, spokenFen(amountFen), ...words].join(BILL_WORDS.between),
  };
}

interface Owing {
  readonly overdue: readonly ListedOrder[];
  readonly due: readonly ListedOrder[];
}

function summaryOf({ overdue, due }: Owing, now: Date): Summary {
  const all = [...overdue, ...due];
  const totalFen = sumFen(all);
  const frozenFen = sumFen(all.filter(isDisputed));
  const next = due.find((order) => dayOf(order) !== null && !isDisputed(order));
  return {
    total: totalFen > 0 ? formatFen(totalFen) : '',
    spoken: spokenFen(totalFen),
    late: overdue.length > 0,
    lines: [
      all.length > 0 ? BILL_WORDS.orders(all.length) : BILLS.nothingToPay,
      ...(overdue.length > 0 ? [BILL_WORDS.overdue(formatFen(sumFen(overdue)))] : []),
      ...(frozenFen > 0 ? [BILL_WORDS.frozen(formatFen(frozenFen))] : []),
      ...(next ? nextLine(next, now) : []),
    ],
  };
}

function nextLine({ payBy, chargeAt, payableFen }: ListedOrder, now: Date): readonly string[] {
  const amount = formatFen(payableFen);
  if (payBy) return [BILL_WORDS.nextPayBy(formatMoment(payBy, now), amount)];
  return chargeAt ? [BILL_WORDS.nextCharge(formatMoment(chargeAt, now), amount)] : [];
}

/** An open claim is the one with a deadline. */
function isDisputed({ claim }: ListedOrder): boolean {
  return Boolean(claim?.deadline);
}

/** The day by which this order's money is, or was, to be paid; null while it is being collected. */
function dayOf({ state, payBy, chargeAt, dueAt }: ListedOrder): string | null {
  if (state === 'overdue') return dueAt;
  return state === 'received' ? (payBy ?? chargeAt) : null;
}

/** ISO text sorts as time does; what has no day is being paid already, and stands first. */
function byDay(orders: readonly ListedOrder[]): readonly ListedOrder[] {
  const dayed = orders.map((order) => ({ order, day: dayOf(order) ?? '' }));
  return dayed.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day))).map(({ order }) => order);
}

function sumFen(orders: readonly ListedOrder[]): number {
  return orders.reduce((sum, { payableFen }) => sum + payableFen, 0);
}
