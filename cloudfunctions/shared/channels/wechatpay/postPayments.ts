import type { OrderLine } from '../../domain/order/order.ts';
import { MAX_COUNT, MAX_DESCRIPTION, MAX_PAYMENTS, shorten } from './limits.ts';

/** What the buyer sees in WeChat as one thing to pay. */
export interface PostPayment {
  readonly name: string;
  readonly amount: number;
  readonly description: string;
  readonly count?: number;
}

/** What the merchant took off. */
export interface PostDiscount {
  readonly name: string;
  readonly description: string;
  readonly amount: number;
}

/** The only name that WeChat Pay lets several payments of one order have. */
const NAME = '商品信息';

function onePayment(amountFen: number, description: string): readonly PostPayment[] {
  return [{ name: NAME, amount: amountFen, description: shorten(description, MAX_DESCRIPTION, '商品') }];
}

/** One for each line. Their sum is `amountFen`: where the lines do not give it, they are one payment together. */
export function paymentsOf(amountFen: number, lines: readonly OrderLine[]): readonly PostPayment[] {
  const sumFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  if (sumFen !== amountFen || lines.length > MAX_PAYMENTS) {
    return onePayment(amountFen, lines.map((line) => `${line.title}×${line.quantity}`).join('、'));
  }
  return lines.map(paymentOf);
}

function paymentOf({ title, quantity, amountFen }: OrderLine): PostPayment {
  const payment = { name: NAME, amount: amountFen };
  if (quantity <= MAX_COUNT) {
    return { ...payment, description: shorten(title, MAX_DESCRIPTION, '商品'), count: quantity };
  }
  const times = `×${quantity}`;
  return { ...payment, description: `${shorten(title, MAX_DESCRIPTION - times.length, '商品')}${times}` };
}
