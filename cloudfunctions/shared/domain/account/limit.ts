import type { CreditAccount, LimitChange } from './account.ts';

const WORDS: Readonly<Record<LimitChange['code'], string>> = {
  OPENING: '开通时的初始额度',
  SETTLED_IN_TIME: '按时付清一笔订单，额度提高',
  OVERDUE: '有订单逾期，额度降低',
  OVERDUE_LIFTED: '逾期的订单最终无需付款，额度恢复',
  ALLOWANCE: '人工复核通过，临时增加一次额度',
  ALLOWANCE_ENDED: '临时增加的额度已用完或到期',
};

/** One reason why the limit is what it is; `changeFen` is below zero where it shrank. */
export interface LimitReason extends LimitChange {
  /** For the buyer, in Chinese. */
  readonly message: string;
}

/** Why the limit is what it is, oldest first: the changes sum up to it. */
export function explainLimit({ limitChanges }: Pick<CreditAccount, 'limitChanges'>): readonly LimitReason[] {
  return limitChanges.map((change) => ({ ...change, message: WORDS[change.code] }));
}
