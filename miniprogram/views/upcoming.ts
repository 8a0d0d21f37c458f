import { UPCOMING } from '../copy/upcoming';
import { formatFen } from '../format/money';
import { formatMoment } from '../format/time';
import type { OrderAnswer } from './answers';

type Looking = Pick<OrderAnswer, 'upcoming' | 'payableFen' | 'chargeAfterReceiptDays'>;

/** What time will do to an order, as sentences with their day, the next first. */
export function comingUp(order: Looking, now: Date): readonly string[] {
  const { upcoming, payableFen, chargeAfterReceiptDays } = order;
  const amount = formatFen(payableFen);
  return upcoming.map(({ action, at }) =>
    UPCOMING[action]({ when: formatMoment(at, now), amount, chargeAfterReceiptDays }),
  );
}
