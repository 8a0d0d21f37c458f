import { type Block, row } from '../../views/row';
import { REVIEW } from '../copy/order';
import type { MerchantOrder } from './answers';

/** What came of the buyer's wish that a person looks at the refusal again; null if he has not asked. */
export function reviewBlock({ refusal }: Pick<MerchantOrder, 'refusal'>): Block | null {
  const review = refusal?.review;
  if (!review) return null;
  return {
    title: REVIEW.stages[review.stage],
    rows: [row(REVIEW.by[review.stage], review.note || REVIEW.noNote)],
  };
}
