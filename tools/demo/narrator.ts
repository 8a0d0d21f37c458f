import { formatFen } from '../../cloudfunctions/shared/domain/money.ts';
import { isOpen } from '../../cloudfunctions/shared/domain/order/claimEffects.ts';
import type { Order } from '../local/buyer.ts';
import type { CallRecord, LocalCloudBase } from '../local/client.ts';
import { roundTrips } from '../local/roundTrips.ts';

const WIDTHS = [18, 26, 30, 7, 10] as const;
/** As far away as a database in the cloud usually is, so that reads side by side show as one round trip. */
const DATABASE_AWAY_MS = 5;

/** Prints a story as a table: each step, what it did to the order, the money, and what it cost. */
export class Narrator {
  readonly #cloud: LocalCloudBase;
  #orderId = '';
  #state = '–';
  #told = 0;

  constructor(cloud: LocalCloudBase) {
    this.#cloud = cloud;
  }

  title(text: string): void {
    this.#orderId = '';
    this.#told = 0;
    console.log(`\n${text}\n`);
    this.#row(['step', 'state', 'money', 'trips', 'ms']);
    this.#row(WIDTHS.map((width) => '─'.repeat(width - 2)));
  }

  /** Runs one step, and prints its row from the call that the step made. */
  async step(name: string, run: () => Promise<Order>): Promise<Order> {
    const seen = new Set((await this.#cloud.calls()).map((call) => call.requestId));
    await this.#cloud.databaseAway(DATABASE_AWAY_MS);
    const order = await run().finally(() => this.#cloud.clearFaults());
    const call = (await this.#cloud.calls()).find((one) => one.function === name && !seen.has(one.requestId));
    const before = this.#orderId === order.orderId ? this.#state : '–';
    const change = before === order.state ? order.state : `${before} → ${order.state}`;
    this.#remember(order);
    this.#row([name, change, moneyOf(order), call ? String(roundTrips(call)) : '', call ? msOf(call) : '']);
    return order;
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
    const padded = cells.map(
      (cell, column) => cell + ' '.repeat(Math.max(1, (WIDTHS[column] ?? 0) - cell.length)),
    );
    console.log(`  ${padded.join('')}`.trimEnd());
  }
}

function msOf(call: CallRecord): string {
  return `${Math.round(call.ms)}${call.cold ? ' cold' : ''}`;
}

/** Who owes what at this moment, in words. */
function moneyOf(order: Order): string {
  const amount = formatFen(order.payableFen);
  if (order.payment) return paidOf(order, order.payment.paidFen);
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
      return `collecting ${amount}`;
    case 'overdue':
      return `${amount} overdue, no late fee`;
    default:
      return `${amount} held`;
  }
}

/** What was paid, and what has gone back of it. */
function paidOf({ refunds }: Order, paidFen: number): string {
  const backFen = refunds.reduce(
    (sum, { amountFen, stage }) => (stage === 'refunded' ? sum + amountFen : sum),
    0,
  );
  const back = backFen > 0 ? `, ${formatFen(backFen)} refunded` : '';
  return `paid ${formatFen(paidFen)}${back}`;
}
