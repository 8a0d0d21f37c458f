import { formatFen } from '../../cloudfunctions/shared/domain/money.ts';
import type { Order } from '../local/buyer.ts';
import type { CallRecord, LocalCloudBase } from '../local/client.ts';
import { roundTrips } from '../local/roundTrips.ts';

const WIDTHS = [26, 22, 30, 6, 6] as const;

/** Prints a story as a table: each step, what it did to the order, the money, and what it cost. */
export class Narrator {
  readonly #cloud: LocalCloudBase;
  #state = '–';

  constructor(cloud: LocalCloudBase) {
    this.#cloud = cloud;
  }

  title(text: string): void {
    this.#state = '–';
    console.log(`\n${text}\n`);
    this.#row(['step', 'state', 'money', 'trips', 'ms']);
    this.#row(WIDTHS.map((width) => '─'.repeat(width - 2)));
  }

  /** Runs one step, and prints its row from the call that the step made. */
  async step(name: string, run: () => Promise<Order>): Promise<Order> {
    const before = this.#state;
    const seen = new Set((await this.#cloud.calls()).map((call) => call.requestId));
    const order = await run();
    const calls = (await this.#cloud.calls()).filter((call) => !seen.has(call.requestId));
    const call = calls.find((one) => one.function === name);
    this.#state = order.state;
    const change = before === order.state ? order.state : `${before} → ${order.state}`;
    this.#row([name, change, moneyOf(order), call ? String(roundTrips(call)) : '', call ? msOf(call) : '']);
    return order;
  }

  note(text: string): void {
    console.log(`  ${text}`);
  }

  #row(cells: readonly string[]): void {
    const padded = cells.map(
      (cell, column) => cell + ' '.repeat(Math.max(1, (WIDTHS[column] ?? 0) - widthOf(cell))),
    );
    console.log(`  ${padded.join('')}`.trimEnd());
  }
}

function msOf(call: CallRecord): string {
  return `${Math.round(call.ms)}${call.cold ? ' cold' : ''}`;
}

/** Who owes what at this moment, in words. */
function moneyOf(order: Order): string {
  const amount = formatFen(order.amountFen);
  if (order.payment) return `paid ${formatFen(order.payment.paidFen)}`;
  switch (order.state) {
    case 'created':
      return `¥0 now, ${amount} later`;
    case 'rejected':
    case 'cancelled':
      return 'nothing owed, hold released';
    case 'received':
      return `${amount} on ${order.chargeAt?.slice(0, 10) ?? '?'}`;
    case 'settling':
      return `collecting ${amount}`;
    case 'overdue':
      return `${amount} overdue, no late fee`;
    default:
      return `${amount} held`;
  }
}

/** Columns that a text takes in a terminal: Chinese characters take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
