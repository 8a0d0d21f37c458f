import { MONEY, REFUND_STAGES } from '../copy/order';
import { formatMinute } from '../format/time';
import type { OrderAnswer } from './answers';
import { type Block, moneyRow, type Row, row } from './row';

export interface OrderMoney extends Block {
  /** What is still to be paid, with the day or the rule that gives it; empty once nothing is. */
  readonly owed: string;
}

export function orderMoney(order: OrderAnswer): OrderMoney {
  return {
    title: MONEY.title,
    owed: order.owedText ?? '',
    rows: [...agreedRows(order), ...collectionRows(order), ...paidRows(order)],
  };
}

function agreedRows({ amountFen, payableFen, loweredBecause, payment }: OrderAnswer): readonly Row[] {
  const agreed = moneyRow(MONEY.agreed, amountFen);
  const lowered = payableFen !== amountFen && !payment;
  if (!lowered) return [loweredBecause ? { ...agreed, note: MONEY.lowered(loweredBecause) } : agreed];
  const note = loweredBecause ? MONEY.lowered(loweredBecause) : '';
  if (payableFen === 0) return [agreed, row(MONEY.payable, MONEY.nothing, { note })];
  return [agreed, moneyRow(MONEY.payable, payableFen, note)];
}

function collectionRows({ collectingFen, can }: OrderAnswer): readonly Row[] {
  const switched = can.includes('switchAutoChargeOff')
    ? [row(MONEY.autoCharge, MONEY.on)]
    : can.includes('switchAutoChargeOn')
      ? [row(MONEY.autoCharge, MONEY.off)]
      : [];
  return [...switched, ...(collectingFen === null ? [] : [moneyRow(MONEY.collecting, collectingFen)])];
}

function paidRows({ payment, refunds }: OrderAnswer): readonly Row[] {
  return [
    ...(payment ? [moneyRow(MONEY.paid, payment.paidFen, formatMinute(payment.paidAt))] : []),
    ...refunds.map(({ amountFen, requestedAt, stage }) =>
      moneyRow(MONEY.refund, amountFen, `${formatMinute(requestedAt)} ${REFUND_STAGES[stage]}`),
    ),
  ];
}
