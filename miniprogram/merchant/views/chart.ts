import { formatFen, spokenFen } from '../../format/money';
import { CHART } from '../copy/home';
import { ordersInWords } from '../copy/merchant';
import type { Money } from './answers';
import { addDays, dayInWords, shortDay } from './days';

type MoneyOfDay = Money['dueByDay'][number];

/** A day of a chart. */
export interface Bar {
  readonly day: string;
  /** In percent of the highest; 0 for a day without anything. */
  readonly height: number;
  /** Below it; empty where there is no room for it. */
  readonly axis: string;
  /** What is shown once it is tapped. */
  readonly words: string;
  readonly spoken: string;
}

export interface Chart {
  readonly bars: readonly Bar[];
  /** Which bar is shown before one is tapped; -1 where no day has anything. */
  readonly chosen: number;
  readonly highest: string;
}

interface Span {
  /** The first day, and how many. */
  readonly from: string;
  readonly days: number;
  readonly today: string;
  /** Every how manieth day has its name below it, counted from today. */
  readonly named: number;
  readonly now: Date;
}

/** One bar for each day of a span, also for those that have nothing. */
export function chartOf(money: readonly MoneyOfDay[], span: Span): Chart {
  const highestFen = money.reduce((most, { amountFen }) => Math.max(most, amountFen), 0);
  const bars = Array.from({ length: span.days }, (_, index) => {
    const day = addDays(span.from, index);
    const found = money.find((one) => one.day === day);
    const fromToday = Math.abs(index - daysBetween(span));
    return {
      day,
      height: found ? heightOf(found.amountFen, highestFen) : 0,
      axis: fromToday % span.named === 0 ? shortDay(day, addDays(day, -span.named)) : '',
      words: wordsOf(day, found, span, formatFen),
      spoken: wordsOf(day, found, span, spokenFen),
    };
  });
  return { bars, chosen: nearestTo(bars, span), highest: CHART.highest(formatFen(highestFen)) };
}

/** How far today is from the first day. */
function daysBetween({ from, today }: Span): number {
  return Math.round((Date.parse(today) - Date.parse(from)) / 86_400_000);
}

/** Whatever there is can be seen. */
function heightOf(amountFen: number, highestFen: number): number {
  return Math.max(3, Math.round((amountFen * 100) / highestFen));
}

/** The day with anything that is nearest to today. */
function nearestTo(bars: readonly Bar[], { today }: Span): number {
  const filled = bars.filter(({ height }) => height > 0);
  const nearest = filled.find(({ day }) => day >= today) ?? filled[filled.length - 1];
  return nearest ? bars.indexOf(nearest) : -1;
}

function wordsOf(
  day: string,
  found: MoneyOfDay | undefined,
  { today, now }: Span,
  inWords: (fen: number) => string,
): string {
  const named = day === today ? CHART.today(dayInWords(day, now)) : dayInWords(day, now);
  return found
    ? CHART.ofDay(named, inWords(found.amountFen), ordersInWords(found.orders))
    : CHART.noneOfDay(named);
}
