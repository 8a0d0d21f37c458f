import { REFUND_STAGES } from '../../copy/order';
import { formatMinute } from '../../format/time';
import { channelOf } from '../../views/channel';
import { type Block, moneyRow, type Row, row } from '../../views/row';
import { MONEY } from '../copy/order';
import type { MerchantOrder } from './answers';

/** What was agreed, what is to come and when, and what has come and gone. */
export function moneyBlock(order: MerchantOrder): Block {
  return { title: MONEY.title, rows: [...agreedRows(order), ...comingRows(order), ...paidRows(order)] };
}

function agreedRows(order: MerchantOrder): readonly Row[] {
  const { amountFen, payableFen, loweredBecause, owedText, payment } = order;
  const note = loweredBecause === null ? '' : MONEY.lowered(loweredBecause);
  // Of an order that has ended without money it says nothing.
  const counts = owedText !== null || loweredBecause !== null || (payment && payableFen !== amountFen);
  return [moneyRow(MONEY.agreed, amountFen), ...(counts ? [moneyRow(MONEY.payable, payableFen, note)] : [])];
}

function comingRows(order: MerchantOrder): readonly Row[] {
  const { state, chargeAt, payBy, dueAt, autoCharge, collectingFen, notice } = order;
  if (collectingFen !== null) {
    return [
      moneyRow(MONEY.collecting(channelOf(order).name), collectingFen),
      ...(dueAt ? [row(MONEY.dueAt, formatMinute(dueAt))] : []),
    ];
  }
  if (state === 'overdue' && dueAt) return [row(MONEY.dueAt, formatMinute(dueAt))];
  if (state !== 'received') return [];
  return [
    row(MONEY.autoCharge, autoCharge ? MONEY.on : MONEY.off),
    ...(payBy
      ? [row(MONEY.payBy, formatMinute(payBy))]
      : chargeAt
        ? [row(MONEY.chargeAt, formatMinute(chargeAt))]
        : []),
    ...(notice ? [row(MONEY.notice, formatMinute(notice.at), { note: notice.text })] : []),
  ];
}

function paidRows(order: MerchantOrder): readonly Row[] {
  const { payment, refunds } = order;
  const paid = payment
    ? [
        moneyRow(
          MONEY.paid,
          payment.paidFen,
          payment.transactionId === null
            ? `${formatMinute(payment.paidAt)} ${MONEY.paidElsewhere(channelOf(order).product)}`
            : formatMinute(payment.paidAt),
        ),
      ]
    : [];
  return [
    ...paid,
    ...refunds.map(({ amountFen, requestedAt, stage }) =>
      moneyRow(MONEY.refund, amountFen, `${formatMinute(requestedAt)} ${REFUND_STAGES[stage]}`),
    ),
  ];
}
