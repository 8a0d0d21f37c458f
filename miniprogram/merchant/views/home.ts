import { formatFen, spokenFen } from '../../format/money';
import { formatMinute } from '../../format/time';
import { COUNTED, FIGURES, SHARES, WAITING } from '../copy/home';
import { ordersInWords } from '../copy/merchant';
import type { Money } from './answers';
import { type Chart, chartOf } from './chart';
import { addDays, dayOf } from './days';
import { percentsOf } from './percents';

type Total = Money['owed'];

/** A list that waits for the merchant's people; the entry opens it. */
export interface Entry {
  readonly tab: keyof Money['waiting'];
  readonly label: string;
  readonly hint: string;
  readonly count: number;
  readonly spoken: string;
}

export interface Figure {
  readonly name: keyof typeof FIGURES;
  readonly label: string;
  readonly amount: string;
  readonly orders: string;
  readonly words: string;
  readonly spoken: string;
}

/** A part of what is owed. */
export interface Share {
  readonly name: keyof typeof SHARES;
  readonly label: string;
  readonly amount: string;
  readonly percent: number;
  readonly share: string;
}

export interface HomeView {
  readonly waiting: readonly Entry[];
  readonly owed: Figure;
  /** Empty where nothing is owed. */
  readonly shares: readonly Share[];
  readonly coming: readonly Figure[];
  readonly past: readonly Figure[];
  readonly due: Chart;
  readonly settled: Chart;
  readonly countedAt: string;
}

const COMING_DAYS = 14;
const PAST_DAYS = 30;
const TABS = ['shipping', 'claims', 'reviews', 'attention'] as const;

export function homeView(money: Money): HomeView {
  const now = new Date(money.at);
  const today = dayOf(money.at);
  return {
    waiting: TABS.map((tab) => entryOf(tab, money.waiting[tab])),
    owed: figureOf('owed', money.owed),
    shares: sharesOf(money),
    coming: [
      figureOf('dueThisWeek', money.dueThisWeek),
      figureOf('overdue', money.overdue),
      figureOf('promised', money.promised),
    ],
    past: [figureOf('settled', money.settled), figureOf('refunded', money.refunded)],
    due: chartOf(money.dueByDay, { from: today, days: COMING_DAYS, today, named: 2, now }),
    settled: chartOf(money.settledByDay, {
      from: addDays(today, 1 - PAST_DAYS),
      days: PAST_DAYS,
      today,
      named: 5,
      now,
    }),
    countedAt: COUNTED.countedAt(formatMinute(money.at)),
  };
}

function entryOf(tab: Entry['tab'], count: number): Entry {
  const { label, hint } = WAITING[tab];
  return { tab, label, hint, count, spoken: `${label}，${ordersInWords(count)}` };
}

function figureOf(name: Figure['name'], { orders, amountFen }: Total): Figure {
  const { label, words } = FIGURES[name];
  const count = ordersInWords(orders);
  const spoken = `${label}，${spokenFen(amountFen)}，${count}`;
  return { name, label, amount: formatFen(amountFen), orders: count, words, spoken };
}

function sharesOf({ owed, collecting, overdue }: Money): readonly Share[] {
  if (owed.amountFen === 0) return [];
  const waitingFen = owed.amountFen - collecting.amountFen - overdue.amountFen;
  const parts = [
    ['waiting', waitingFen],
    ['collecting', collecting.amountFen],
    ['overdue', overdue.amountFen],
  ] as const;
  const percents = percentsOf(parts.map(([, amountFen]) => amountFen));
  return parts.map(([name, amountFen], index) => {
    const percent = percents[index] ?? 0;
    return {
      name,
      label: SHARES[name],
      amount: formatFen(amountFen),
      percent,
      share: COUNTED.share(percent),
    };
  });
}
