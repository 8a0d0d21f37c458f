import { formatFen } from './money.ts';
import { formatMinute } from './order/noticeText.ts';
import type { Order } from './order/order.ts';

/**
 * The only words with 「0 元」 in them: what is paid now never stands without what is paid later, and when. Buyers took
 * "0 元" for free; see rule 6 in docs/rules.md.
 */
export function zeroNowText(amountFen: number, chargeAfterReceiptDays: number): string {
  return `现在支付 0 元，确认收货后第 ${chargeAfterReceiptDays} 天支付 ${formatFen(amountFen)}`;
}

type Owing = Pick<
  Order,
  'state' | 'payableFen' | 'collectingFen' | 'chargeAt' | 'payBy' | 'freeze' | 'agreed'
>;

/** What an order still costs, and when, in one line; null once nothing is to be paid any more. */
export function owedText(order: Owing): string | null {
  const { state, payableFen, chargeAt, payBy, freeze, agreed } = order;
  if (payableFen === 0) return null;
  const amount = formatFen(payableFen);
  switch (state) {
    case 'created':
    case 'approved':
    case 'accepted':
    case 'shipped':
      return zeroNowText(payableFen, agreed.chargeAfterReceiptDays);
    case 'received':
      if (freeze) return `待支付 ${amount}，退货或售后处理期间不扣款`;
      if (payBy) return `请在 ${formatMinute(payBy)} 前支付 ${amount}`;
      return chargeAt && `将于 ${formatMinute(chargeAt)} 支付 ${amount}`;
    case 'settling':
      return `正在支付 ${amount}${tooMuchText(order)}`;
    case 'overdue':
      return `已过付款时间，待支付 ${amount}${tooMuchText(order)}`;
    default:
      return null;
  }
}

/** A channel that cannot collect less than it was asked for takes the whole; the rest is refunded by itself. */
function tooMuchText({ collectingFen, payableFen }: Owing): string {
  const extraFen = (collectingFen ?? 0) - payableFen;
  if (extraFen <= 0) return '';
  return `（会先扣 ${formatFen(payableFen + extraFen)}，多扣的 ${formatFen(extraFen)} 自动退还）`;
}
