import { CLAIM_KINDS } from '../../copy/orders';
import { formatFen } from '../../format/money';
import { formatMoment } from '../../format/time';
import { type Block, moneyRow, row } from '../../views/row';
import { CLAIM_DEADLINES, MERCHANT_CLAIM_STAGES } from '../copy/merchant';
import { CLAIM } from '../copy/order';
import { CARD } from '../copy/orders';
import type { ListedOrder, MerchantOrder } from './answers';

type Claim = NonNullable<ListedOrder['claim']>;

/** A return or dispute on its order's page. */
export interface ClaimBlock extends Block {
  /** That the channel may still take the money; empty where it cannot. */
  readonly warning: string;
}

/** 「退货退款 ¥168.00：等您答复」 */
export function claimInWords({ kind, stage, amountFen }: Claim): string {
  return CARD.claim(CLAIM_KINDS[kind], MERCHANT_CLAIM_STAGES[stage], formatFen(amountFen));
}

/** What happens to it by itself; empty once it has ended. */
export function deadlineOf({ stage, deadline }: Claim, now: Date): string {
  return (deadline && CLAIM_DEADLINES[stage]?.(formatMoment(deadline, now))) ?? '';
}

export function claimBlock({ claim, payment }: MerchantOrder, now: Date): ClaimBlock | null {
  if (!claim) return null;
  const { payableAfterFen, reason, answer, requestedAt } = claim;
  const amount = formatFen(claim.amountFen);
  return {
    title: claimInWords(claim),
    rows: [
      row(CLAIM.asked, payment ? CLAIM.back(amount) : CLAIM.less(amount)),
      row(CLAIM.reason, reason),
      row(CLAIM.requestedAt, formatMoment(requestedAt, now)),
      ...(payableAfterFen === null ? [] : [moneyRow(CLAIM.after, payableAfterFen)]),
      ...(answer ? [row(CLAIM.answer, answer)] : []),
    ],
    warning: claim.warning ?? '',
  };
}
