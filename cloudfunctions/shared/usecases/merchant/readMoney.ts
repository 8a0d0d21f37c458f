import type { MoneyOfDay, MoneyTotal, MoneyView } from '../../contract/merchantViews.ts';
import { CHINA_UTC_OFFSET_HOURS, chinaDay, startOfChinaDay } from '../../domain/chinaTime.ts';
import type { Filter } from '../../domain/conditionalWrite.ts';
import { after, DAY_MS } from '../../domain/duration.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { CoreServices } from '../services.ts';
import type { Store, Total } from '../store.ts';
import { countWaiting } from './waiting.ts';

/** How far back and ahead the overview looks, in days of China, today among them. */
const PAST_DAYS = 30;
const COMING_DAYS = 14;
const WEEK_DAYS = 7;

/** Goods are promised or out, and money is to come. */
const RUNNING = ['accepted', 'shipped', 'received', 'settling', 'overdue'] as const satisfies OrderState[];
/** An order that was lowered to nothing, and is not withdrawn at the channel yet, is owed by nobody. */
const SOMETHING_TO_PAY: Filter = { payableFen: { $gte: 1 } };

/** The money overview, added up over all orders by the database; all its questions are asked side by side. */
export async function readMoney(services: CoreServices): Promise<MoneyView> {
  const { store } = services;
  const at = services.now();
  const today = startOfChinaDay(at);
  const since = after(today, -(PAST_DAYS - 1) * DAY_MS);
  const [byState, due, settled, refunded, waiting] = await Promise.all([
    totalsByState(store),
    dueByDay(store, today),
    settledByDay(store, since),
    refundedSince(store, since),
    countWaiting(services),
  ]);
  const inStates = (...states: readonly (typeof RUNNING)[number][]) =>
    together(byState.filter(({ key }) => (states as readonly (string | null)[]).includes(key)).map(moneyOf));
  return {
    at,
    promised: inStates('accepted', 'shipped'),
    owed: inStates('received', 'settling', 'overdue'),
    dueThisWeek: together(due.filter(({ day }) => day < chinaDay(after(today, WEEK_DAYS * DAY_MS)))),
    collecting: inStates('settling'),
    overdue: inStates('overdue'),
    settled: together(settled),
    refunded,
    dueByDay: due,
    settledByDay: settled,
    waiting,
  };
}

function totalsByState(store: Store): Promise<Total[]> {
  const filter: Filter = { state: { $in: RUNNING }, ...SOMETHING_TO_PAY };
  return store.totals('orders', { filter, groupBy: 'state', sum: 'payableFen' });
}

/**
 * What falls due on which of the coming days: by a tap until `payBy`, else by the charge. What is frozen has no day.
 * @param today its midnight; what should have been charged before it is charged today
 */
async function dueByDay(store: Store, today: Date): Promise<MoneyOfDay[]> {
  const filter: Filter = { state: 'received', freeze: null, ...SOMETHING_TO_PAY };
  const groupBy = { dayOf: ['payBy', 'chargeAt'], utcOffsetHours: CHINA_UTC_OFFSET_HOURS } as const;
  const [first, end] = [chinaDay(today), chinaDay(after(today, COMING_DAYS * DAY_MS))];
  const days = moneyByDay(await store.totals('orders', { filter, groupBy, sum: 'payableFen' }));
  const late = together(days.filter(({ day }) => day <= first));
  const coming = days.filter(({ day }) => day > first && day < end);
  return late.orders > 0 ? [{ day: first, ...late }, ...coming] : coming;
}

/** Every payment counts, also one that is given back because its order had ended: that one is refunded then. */
async function settledByDay(store: Store, since: Date): Promise<MoneyOfDay[]> {
  const filter: Filter = { 'payment.paidAt': { $gte: since } };
  const groupBy = { dayOf: ['payment.paidAt'], utcOffsetHours: CHINA_UTC_OFFSET_HOURS } as const;
  return moneyByDay(await store.totals('orders', { filter, groupBy, sum: 'payment.paidFen' }));
}

/** An abnormal refund has left the merchant, although it has not reached the buyer; see domain/order/refunds.ts. */
async function refundedSince(store: Store, since: Date): Promise<MoneyTotal> {
  const filter: Filter = {
    'refunds.requestedAt': { $gte: since },
    'refunds.stage': { $in: ['refunded', 'abnormal'] },
  };
  const sum = 'refunds.amountFen';
  return together(
    (await store.totals('orders', { filter, each: 'refunds', groupBy: null, sum })).map(moneyOf),
  );
}

function moneyByDay(totals: readonly Total[]): MoneyOfDay[] {
  return totals
    .map((total) => ({ day: total.key ?? '', ...moneyOf(total) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function moneyOf({ documents, sum }: Total): MoneyTotal {
  return { orders: documents, amountFen: sum };
}

/** Not `sumFen`: that adds up what one order may cost. */
function together(totals: readonly MoneyTotal[]): MoneyTotal {
  return {
    orders: totals.reduce((orders, one) => orders + one.orders, 0),
    amountFen: totals.reduce((amountFen, one) => amountFen + one.amountFen, 0),
  };
}
