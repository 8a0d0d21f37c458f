import { PAY_LATER, PAY_LATER_SAYS } from '../copy/payLater';
import { formatFen, spokenFen } from '../format/money';
import type { Offer } from '../services/catalogue';

/** The one block that says what 先用后付 costs, when, and under which terms. */
export interface PayLaterBlock {
  readonly later: string;
  readonly laterAmount: string;
  /** Both amounts in one sentence, as a screen reader says them. */
  readonly spoken: string;
  readonly tick: string;
  readonly readTerms: string;
}

export function payLaterBlock(
  { chargeAfterReceiptDays, termsTitle }: Offer,
  amountFen: number,
): PayLaterBlock {
  const later = PAY_LATER_SAYS.later(chargeAfterReceiptDays);
  return {
    later,
    laterAmount: formatFen(amountFen),
    spoken: `${PAY_LATER.now} ${PAY_LATER.nowAmount}，${later} ${spokenFen(amountFen)}`,
    tick: PAY_LATER_SAYS.tick(termsTitle),
    readTerms: PAY_LATER_SAYS.readTerms(termsTitle),
  };
}
