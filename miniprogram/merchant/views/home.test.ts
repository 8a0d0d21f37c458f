import { describe, expect, it } from 'vitest';
import type { Money } from './answers';
import { homeView } from './home';

const NOTHING = { orders: 0, amountFen: 0 };

/** Ten in the morning of 11 March in China. */
function someMoney(changes: Partial<Money> = {}): Money {
  return {
    at: '2026-03-11T02:00:00.000Z',
    promised: NOTHING,
    owed: NOTHING,
    dueThisWeek: NOTHING,
    collecting: NOTHING,
    overdue: NOTHING,
    settled: NOTHING,
    refunded: NOTHING,
    dueByDay: [],
    settledByDay: [],
    waiting: { shipping: 0, claims: 0, reviews: 0, attention: 0 },
    ...changes,
  };
}

describe('the merchant’s overview', () => {
  it('of a new shop shows zeroes, no parts, and no bar that could be tapped', () => {
    const home = homeView(someMoney());
    expect(home.owed).toMatchObject({ amount: '¥0.00', orders: '0 单' });
    expect(home.shares).toEqual([]);
    expect([home.due.chosen, home.settled.chosen]).toEqual([-1, -1]);
    expect(home.waiting.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  });

  it('says each figure in words as well, for screen readers', () => {
    const home = homeView(someMoney({ overdue: { orders: 2, amountFen: 33_650 } }));
    const overdue = home.coming.find(({ name }) => name === 'overdue');
    expect(overdue).toMatchObject({ amount: '¥336.50', orders: '2 单', spoken: '逾期，336元5角，2 单' });
    expect(overdue?.words).not.toBe('');
  });

  it('splits what is owed into what is not due, being collected and overdue, to the fen', () => {
    const { shares } = homeView(
      someMoney({
        owed: { orders: 6, amountFen: 100_001 },
        collecting: { orders: 1, amountFen: 25_000 },
        overdue: { orders: 2, amountFen: 50_000 },
      }),
    );
    expect(shares.map(({ name, amount, percent }) => [name, amount, percent])).toEqual([
      ['waiting', '¥250.01', 25],
      ['collecting', '¥250.00', 25],
      ['overdue', '¥500.00', 50],
    ]);
  });

  it('opens the list that an entry counts', () => {
    const { waiting } = homeView(
      someMoney({ waiting: { shipping: 3, claims: 1, reviews: 2, attention: 4 } }),
    );
    expect(waiting.map(({ tab, count }) => `${tab} ${count}`)).toEqual([
      'shipping 3',
      'claims 1',
      'reviews 2',
      'attention 4',
    ]);
  });
});

describe('the bars', () => {
  it('are one for each of the next fourteen days, beginning today', () => {
    const { bars } = homeView(someMoney()).due;
    expect(bars.map(({ day }) => day.slice(5))).toEqual([
      ...['03-11', '03-12', '03-13', '03-14', '03-15', '03-16', '03-17'],
      ...['03-18', '03-19', '03-20', '03-21', '03-22', '03-23', '03-24'],
    ]);
    expect(bars.map(({ axis }) => axis).filter(Boolean)).toEqual(['11', '13', '15', '17', '19', '21', '23']);
  });

  it('are one for each of the last thirty days, ending today, every fifth named', () => {
    const { bars } = homeView(someMoney()).settled;
    expect([bars.length, bars[0]?.day, bars.at(-1)?.day]).toEqual([30, '2026-02-10', '2026-03-11']);
    expect(bars.map(({ axis }) => axis).filter(Boolean)).toEqual(['14', '19', '24', '3/1', '6', '11']);
  });

  const dueByDay = [
    { day: '2026-03-12', orders: 1, amountFen: 1 },
    { day: '2026-03-14', orders: 3, amountFen: 50_000 },
    { day: '2026-03-20', orders: 2, amountFen: 100_000 },
  ];

  it('are as high as their amounts, and however little it is, it is seen', () => {
    const { bars } = homeView(someMoney({ dueByDay })).due;
    const heights = bars.filter(({ height }) => height > 0).map(({ day, height }) => [day.slice(-2), height]);
    expect(heights).toEqual([
      ['12', 3],
      ['14', 50],
      ['20', 100],
    ]);
  });

  it('say their day, amount and orders; and that a day has nothing', () => {
    const { bars, highest } = homeView(someMoney({ dueByDay })).due;
    expect(bars[3]).toMatchObject({
      words: '3月14日 周六 ¥500.00，3 单',
      spoken: '3月14日 周六 500元，3 单',
    });
    expect(bars[0]?.words).toBe('今天 3月11日 周三 没有');
    expect(highest).toBe('最高的一天 ¥1000.00');
  });

  it('begin with the filled day that is nearest to today', () => {
    expect(homeView(someMoney({ dueByDay })).due.chosen).toBe(1);
    const settledByDay = [
      { day: '2026-02-20', orders: 1, amountFen: 5 },
      { day: '2026-03-10', orders: 1, amountFen: 5 },
    ];
    expect(homeView(someMoney({ settledByDay })).settled.chosen).toBe(28);
  });
});
