import type { OverTheWire } from '../../cloudfunctions/shared/contract/overTheWire.ts';
import type { SecondConfirmation } from '../../cloudfunctions/shared/contract/views.ts';
import { CONFIRM_AGAIN_SAYS } from '../copy/checkout';
import { formatFen } from '../format/money';

/** What the buyer is asked to repeat, and why. */
export interface ConfirmAgainView {
  readonly order: string;
  readonly reasons: readonly string[];
}

export function confirmAgainView({
  causes,
  amountFen,
  quantity,
  orders,
}: OverTheWire<SecondConfirmation>): ConfirmAgainView {
  const because = causes.map((cause) => CONFIRM_AGAIN_SAYS.causes[cause](orders));
  return {
    order: CONFIRM_AGAIN_SAYS.order(quantity, formatFen(amountFen)),
    reasons: [...because, CONFIRM_AGAIN_SAYS.why],
  };
}
