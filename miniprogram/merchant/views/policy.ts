import { SENTENCES, TITLES } from '../copy/policy';
import type { PolicyAnswer } from './answers';

export interface PolicyGroup {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** The policy in words, in the order in which an order meets its rules. */
export function policyGroups(policy: PolicyAnswer): readonly PolicyGroup[] {
  return [
    { title: TITLES.limits, sentences: SENTENCES.limits(policy.limits) },
    {
      title: TITLES.assessment,
      sentences: [
        ...SENTENCES.assessment(policy.assessment),
        ...SENTENCES.velocity(policy.velocity),
        ...SENTENCES.secondConfirmation(policy.secondConfirmation),
      ],
    },
    { title: TITLES.charge, sentences: SENTENCES.charge(policy.charge) },
    { title: TITLES.deadlines, sentences: SENTENCES.deadlines(policy.deadlines) },
    { title: TITLES.returns, sentences: SENTENCES.returns(policy.returns) },
    { title: TITLES.reminders, sentences: SENTENCES.reminders(policy.reminders) },
    { title: TITLES.rollout, sentences: SENTENCES.rollout(policy.rollout) },
    { title: TITLES.protection, sentences: SENTENCES.protection(policy.protection) },
  ];
}
