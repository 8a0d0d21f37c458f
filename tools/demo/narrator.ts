import type { FunctionName } from '../../cloudfunctions/shared/contract/functions.ts';
import { formatFen } from '../../cloudfunctions/shared/domain/money.ts';
import { isOpen } from '../../cloudfunctions/shared/domain/order/claimEffects.ts';
import type { Order } from '../local/buyer.ts';
import type { CallRecord, LocalCloudBase } from '../local/client.ts';
import { roundTrips } from '../local/roundTrips.ts';
import type { Way } from '../local/ways/way.ts';

const WIDTHS = [18, 26, 30, 7, 10] as const;
/** As far away as a database in the cloud usually is, so that reads side by side show as one round trip. */
const DATABASE_AWAY_MS = 5;

/** Prints a story as a table: each step, what it did to the order, the money, and what it cost. */
export class Narrator {
  readonly #cloud: LocalCloudBase;
  readonly #way: Way;
  #orderId = '';
  #state = '–';
  #told = 0;

  constructor(cloud: LocalCloudBase, way: Way) {
    this.#cloud = cloud;
    this.#way = way;
  }

  title(text: string): void {
    this.#orderId = '';
    this.#told = 0;
    console.log(`\n${text}\n`);
    this.#row(['step', 'state', 'money', 'trips', 'ms']);
    this.#row(WIDTHS.map((width) => '─'.repeat(width - 2)));
  }

  /** Runs one step, and prints its row from the call that the step made. */
  async step(name: FunctionName, run: () => Promise<Order>): Promise<Order> {
    const seen = new Set((await this.#cloud.calls()).map((call) => call.requestId));
    await this.#cloud.databaseAway(DATABASE_AWAY_MS);
    const order = await run().finally(() => this.#cloud.clearFaults());
    const calls = (await this.#cloud.calls()).filter((one) => !seen.has(one.requestId));
    const call = this.#callOf(name, calls);
    const before = this.#orderId === order.orderId ? this.#state : '–';
    const change = before === order.state ? order.state : `${before} → ${order.state}`;
    this.#remember(order);
    this.#row([name, change, moneyOf(order), call ? String(roundTrips(call)) : '', call ? msOf(call) : '']);
    return order;
  }

  /** Of the merchant's people, or of the buyer. What had to be asked first came before it, and news may follow it. */
  #callOf(name: FunctionName, calls: readonly CallRecord[]): CallRecord | undefined {
    const served = [name, this.#way.servedBy(name)];
    return calls.findLast((one) => served.includes(one.function) && one.outcome === 'ok' && !isNews(one));
  }

  /** Lets time pass, and prints a row for whatever has happened to the order meanwhile, and who did it. */
  async later(run: () => Promise<Order>): Promise<Order> {
    const order = await run();
    const happened = order.timeline.slice(this.#told);
    happened.forEach(({ role, type }, index) => {
      const isLast = index === happened.length - 1;
      this.#row([
        role,
        isLast && type !== order.state ? `${type} (${order.state})` : type,
        isLast ? moneyOf(order) : '',
      ]);
    });
    this.#remember(order);
    return order;
  }

  note(text: string): void {
    console.log(`  ${text}`);
  }

  #remember(order: Order): void {
    this.#orderId = order.orderId;
    this.#state = order.state;
    this.#told = order.timeline.length;
  }

  #row(cells: readonly string[]): void {
    let line = '  ';
    let end = line.length;
    for (const [column, cell] of cells.entries()) {
      end += WIDTHS[column] ?? 0;
      // One that is too long takes room from the next.
      line = `${line}${cell} `.padEnd(end);
    }
    console.log(line.trimEnd());
  }
}

/** What a channel told, of which evidence is kept. */
function isNews({ wire }: CallRecord): boolean {
  return wire.some(({ collection }) => collection === 'channelEvents');
}

function msOf(call: CallRecord): string {
  return `${Math.round(call.ms)}${call.cold ? ' cold' : ''}`;
}

/** Who owes what at this moment, in words. */
function moneyOf(order: Order): string {
  const amount = formatFen(order.payableFen);
  if (order.payment) return paidOf(order, order.payment);
  switch (order.state) {
    case 'created':
      return `¥0 now, ${amount} later`;
    case 'rejected':
    case 'cancelled':
    case 'returned':
      return 'nothing owed, nothing held';
    case 'received':
      return order.claim && isOpen(order.claim)
        ? `${amount} frozen, not charged`
        : `${amount} on ${order.chargeAt?.slice(0, 10) ?? '?'}`;
    case 'settling':
      return collectedText(order);
    case 'overdue':
      return `${amount} overdue, no late fee`;
    default:
      return `${amount} held`;
  }
}

/** Where the channel cannot collect less than it was asked for, it takes the whole, and the rest comes back. */
function collectedText({ collectingFen, payableFen }: Order): string {
  const wholeFen = Math.max(collectingFen ?? 0, payableFen);
  const back = wholeFen > payableFen ? `, ${formatFen(wholeFen - payableFen)} back` : '';
  return `collecting ${formatFen(wholeFen)}${back}`;
}

/** What was paid, and by whom if not by the buyer, and what has gone back of it. */
function paidOf({ refunds }: Order, { paidFen, paidBy }: NonNullable<Order['payment']>): string {
  const backFen = refunds.reduce(
    (sum, { amountFen, stage }) => (stage === 'refunded' ? sum + amountFen : sum),
    0,
  );
  const back = backFen > 0 ? `, ${formatFen(backFen)} refunded` : '';
  return `paid ${formatFen(paidFen)}${paidBy ? ' by the channel' : ''}${back}`;
}
