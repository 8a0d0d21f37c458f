import { TERMS_SAYS } from '../copy/terms';
import type { Offer } from '../services/catalogue';

export interface TermsPage {
  readonly title: string;
  readonly version: string;
  readonly paragraphs: readonly string[];
}

/** @param agreed the version that somebody agreed to and wants to look up; null: the one that counts now */
export function termsPage(
  { termsTitle, termsVersion, termsText }: Pick<Offer, 'termsTitle' | 'termsVersion' | 'termsText'>,
  agreed: number | null,
): TermsPage {
  const isOlder = agreed !== null && agreed !== termsVersion;
  return {
    title: termsTitle,
    version: isOlder ? TERMS_SAYS.older(agreed, termsVersion) : TERMS_SAYS.version(termsVersion),
    paragraphs: termsText
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}
