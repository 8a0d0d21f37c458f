import { OPENING, OPENING_SAYS } from '../copy/opening';
import { PAY_LATER_SAYS } from '../copy/payLater';
import { formatFen, spokenFen } from '../format/money';
import { formatMoment } from '../format/time';
import type { Offer } from '../services/catalogue';
import type { Account } from './answers';
import { type Hindrance, hindranceOf } from './readiness';

/** The four steps, or why there are none. */
export type OpeningStage = 'learn' | 'agree' | 'authorise' | 'done' | 'locked' | 'notOffered' | 'erasing';

export interface OpeningFacts {
  readonly account: Account;
  readonly offer: Offer;
}

const STAGES = {
  locked: 'locked',
  notOpen: 'learn',
  outdated: 'agree',
  unauthorised: 'authorise',
} as const satisfies Record<Hindrance, OpeningStage>;

/** Where the way to an open account goes on, as it stands. */
export function stageOf({ account, offer }: OpeningFacts): OpeningStage {
  if (account.state === 'erasing') return 'erasing';
  const hindrance = hindranceOf(account);
  // What the authorisation is asked with must be what was agreed to.
  const { consents } = account;
  const agreed = consents[consents.length - 1]?.termsVersion === offer.termsVersion;
  if (hindrance === 'unauthorised' && !agreed) return 'agree';
  return hindrance ? STAGES[hindrance] : 'done';
}

export interface OpeningView {
  /** Empty where no step can be taken. */
  readonly steps: readonly string[];
  readonly current: number;
  readonly points: readonly { readonly title: string; readonly text: string }[];
  /** What is special about this account; empty if nothing is. */
  readonly note: string;
  readonly terms: { readonly label: string; readonly read: string };
  readonly limit: string;
  readonly spokenLimit: string;
}

const STEPS = ['learn', 'agree', 'authorise', 'done'] as const;

export function openingView(
  { account, offer }: OpeningFacts,
  stage: OpeningStage,
  now: Date = new Date(),
): OpeningView {
  const steps = STEPS.filter((step) => step !== 'authorise' || account.authorisation !== 'notNeeded');
  const current = (steps as readonly string[]).indexOf(stage);
  return {
    steps: current < 0 ? [] : steps.map((step) => OPENING.steps[step]),
    // The last step is done as soon as it is reached.
    current: stage === 'done' ? steps.length : current,
    points: OPENING_SAYS.points(offer.chargeAfterReceiptDays),
    note: noteOf(account, stage, now),
    terms: {
      label: OPENING_SAYS.terms(offer.termsTitle),
      read: PAY_LATER_SAYS.readTerms(offer.termsTitle),
    },
    limit: formatFen(account.limitFen),
    spokenLimit: spokenFen(account.limitFen),
  };
}

function noteOf(
  { state, authorisation, termsOutdated, minorsLock }: Account,
  stage: OpeningStage,
  now: Date,
) {
  if (stage === 'learn' && state === 'closed') return OPENING.closedBefore;
  if (stage === 'agree' && termsOutdated) return OPENING.termsOutdated;
  if (stage === 'authorise' && authorisation === 'ended') return OPENING.ended;
  if (stage === 'locked' && minorsLock?.until) {
    return OPENING_SAYS.unlocked(formatMoment(minorsLock.until, now));
  }
  return '';
}
