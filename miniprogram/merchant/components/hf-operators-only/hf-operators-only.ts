import { OPERATORS_ONLY } from '../../copy/merchant';

/** Stands in the place of a merchant's page for somebody who is none of his people, with the way back. */
Component({
  data: { copy: OPERATORS_ONLY },
  methods: {
    goBack(): void {
      void wx.switchTab({ url: '/pages/me/me' });
    },
  },
});
