import { DomainError } from '../../domain/domainError.ts';
import type { Rules, Terms } from '../services.ts';

interface ShownConsent {
  readonly termsVersion: number;
  readonly textHash: string;
  readonly shownChargeAfterReceiptDays: number;
}

/**
 * What the buyer agreed to must be the text that counts now, and the day of the charge that stood beside the
 * box: another one was not agreed to.
 * @throws DomainError TERMS_CHANGED, with the version to read and agree to
 */
export function checkConsent(consent: ShownConsent, { terms, policy }: Rules): void {
  const sameDay = consent.shownChargeAfterReceiptDays === policy.charge.afterReceiptDays;
  if (!sameDay || !isFor(consent, terms)) {
    throw new DomainError('TERMS_CHANGED', { termsVersion: terms.version });
  }
}

/** Whether a consent is for these very terms. */
export function isFor(consent: Pick<ShownConsent, 'termsVersion' | 'textHash'>, terms: Terms): boolean {
  return consent.termsVersion === terms.version && consent.textHash === terms.textHash;
}
