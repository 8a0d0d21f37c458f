import { chinaClock } from '../chinaTime.ts';
import { formatFen } from '../money.ts';

/**
 * What buyers read before a charge: amount, time, that collection is retried, and how to switch the automatic
 * charge off. 互联网平台价格行为规则 asks for amount, time and how to cancel, before each debit.
 */
export function chargeNoticeText(amountFen: number, chargeAt: Date): string {
  return (
    `将于 ${formatMinute(chargeAt)} 自动扣款 ${formatFen(amountFen)}。余额不足时会继续尝试扣款。` +
    '扣款前您可以在订单页点「关闭自动扣款」，改为自己点「立即支付」。'
  );
}

/** What stands in the app while money is due that the buyer pays by a tap, or that is late. */
export function reminderText(amountFen: number, due: Date, late: boolean): string {
  const amount = formatFen(amountFen);
  return late
    ? `有一笔先用后付订单 ${amount} 已过 ${formatMinute(due)} 的付款时间。付清后即可恢复使用，不收取逾期费用。`
    : `请在 ${formatMinute(due)} 前点「立即支付」付清 ${amount}。`;
}

/** In China: `2026-03-11 10:00`. */
export function formatMinute(at: Date): string {
  return chinaClock(at).slice(0, 16).replace('T', ' ');
}
