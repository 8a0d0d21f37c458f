import { DomainError } from '../domain/domainError.ts';
import type { Terms } from './services.ts';

/**
 * What the buyer agreed to must be the text that counts now.
 * @throws DomainError TERMS_CHANGED, with the version to read and agree to
 */
export function checkConsent(
  consent: { readonly termsVersion: number; readonly textHash: string },
  terms: Terms,
): void {
  if (consent.termsVersion !== terms.version || consent.textHash !== terms.textHash)
    throw termsChanged(terms);
}

export function termsChanged(terms: Terms): DomainError {
  return new DomainError('TERMS_CHANGED', { termsVersion: terms.version });
}
