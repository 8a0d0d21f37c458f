import { call } from '../../services/call';
import { BEGINNING, load } from '../../services/page';
import { type TermsPage, termsPage } from '../../views/terms';

/** `?version=`: the terms, with a word on how they relate to the version that somebody agreed to. */
Page({
  data: { ...BEGINNING, terms: null as TermsPage | null },

  /** The version that somebody agreed to, where the page was opened from there. */
  agreed: null as number | null,

  onLoad({ version = '' }): Promise<void> {
    this.agreed = /^\d+$/.test(version) ? Number(version) : null;
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, async () => {
      const { payLater } = await call('listProducts', { limit: 1 });
      return { terms: termsPage(payLater, this.agreed) };
    });
  },
});
