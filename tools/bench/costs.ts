import { functionNames } from '../build/functions.ts';
import { LocalCloudBase } from '../local/client.ts';
import { launchEmulator } from '../local/launch.ts';
import { CHARGED_BY_ITSELF, LIVES } from './costs/lives.ts';
import { type Measured, Measurement } from './costs/measure.ts';
import {
  ordersWithin,
  PLANS,
  POINTS_PER_STORED_GB_DAY,
  POINTS_PER_YUAN,
  pointsOf,
  shares,
} from './costs/prices.ts';
import { DATABASE_AWAY_MS } from './costs/scene.ts';
import { sum, times, type Usage } from './costs/usage.ts';
import { printTable } from './table.ts';

const ORDERS = 10_000;
const DAYS_A_MONTH = 30;
const RUNS_A_MONTH = DAYS_A_MONTH * 24 * 60;
const DAYS_A_YEAR = 365;

/** What orders cost at CloudBase, from real lives of orders and the prices in `costs/prices.ts`. */
export async function benchCosts(projectDir: string): Promise<void> {
  const emulator = await launchEmulator(projectDir);
  try {
    const measurement = new Measurement(new LocalCloudBase(emulator.origin), projectDir);
    await measurement.warmUp();
    await measurement.watchIdle();
    const base = times(measurement.idle, RUNS_A_MONTH);
    const lives = new Map<string, Measured>();
    for (const life of LIVES) lives.set(life.name, await measurement.measure(life));
    const usual = lives.get(CHARGED_BY_ITSELF.name);
    if (!usual) throw new Error('the usual life was not measured');
    printFunctions(usual);
    printLives(lives, base);
    printPlans(base, sum(usual.byFunction.values()), functionNames(projectDir).length);
  } finally {
    await emulator.stop();
  }
}

function printFunctions({ byFunction }: Measured): void {
  const rows = [...byFunction].map(([name, used]) => [name, ...counts(used)]);
  printTable(`One order, ${CHARGED_BY_ITSELF.name}: what it adds, database ${DATABASE_AWAY_MS} ms away`, [
    ['function', 'calls', 'reads', 'writes', 'GB·s', 'kB out'],
    ...rows,
  ]);
}

function printLives(lives: ReadonlyMap<string, Measured>, base: Usage): void {
  const rows = [...lives].map(([name, { byFunction, storedBytes }]) => {
    const used = sum(byFunction.values());
    const storedPoints = (storedBytes / 1e9) * POINTS_PER_STORED_GB_DAY * DAYS_A_YEAR;
    return [name, ...counts(used), ...prices(times(used, ORDERS)), yuan(storedPoints * ORDERS)];
  });
  printTable(`An order, and what ${ORDERS.toLocaleString('en')} cost`, [
    ['order', 'calls', 'reads', 'writes', 'GB·s', 'kB out', '¥', 'database', 'functions', '¥ stored a year'],
    ...rows,
    ['the timer, a month', ...counts(base), ...prices(base), '–'],
  ]);
}

function printPlans(base: Usage, perOrder: Usage, functions: number): void {
  const rows = PLANS.map((plan) => {
    const { orders, limit } = ordersWithin(plan, base, perOrder);
    const tooMany = plan.functions !== undefined && plan.functions < functions;
    const reason = tooMany ? `${plan.functions} functions, we have ${functions}; ${limit}` : limit;
    return [plan.name, yuan(plan.yuan * POINTS_PER_YUAN), orders > 0 ? String(orders) : 'none', reason];
  });
  printTable(`Plans: how many orders (${CHARGED_BY_ITSELF.name}) beside the timer`, [
    ['plan', '¥ a month', 'orders a month', 'what ends first'],
    ...rows,
  ]);
}

function counts({ calls, reads, writes, gbSeconds, bytesOut }: Usage): string[] {
  return [String(calls), String(reads), String(writes), gbSeconds.toFixed(2), (bytesOut / 1_000).toFixed(0)];
}

/** In yuan, then the database's and the functions' share of it. */
function prices(used: Usage): string[] {
  const total = pointsOf(used);
  const percentOf = (...kinds: readonly string[]) => {
    const part = shares(used).reduce((all, [kind, points]) => (kinds.includes(kind) ? all + points : all), 0);
    return `${((part / total) * 100).toFixed(0)} %`;
  };
  return [yuan(total), percentOf('reads', 'writes'), percentOf('calls', 'gbSeconds', 'bytesOut')];
}

function yuan(points: number): string {
  return (points / POINTS_PER_YUAN).toFixed(2);
}
