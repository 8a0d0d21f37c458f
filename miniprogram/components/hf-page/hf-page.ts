import { COMMON } from '../../copy/common';
import { followLargeType, leaveLargeType } from '../../services/largeType';

/**
 * What every page stands in: large type, and what is shown while there is nothing else to show. Slots: the page itself;
 * `top`, which is there whatever the status is; `empty`, what to do where there is nothing to show; and `bar`, which
 * stays at the bottom of the screen.
 */
Component({
  options: { multipleSlots: true },
  properties: {
    /** A `Status` of services/page.ts. */
    status: { type: String, value: 'ready' },
    /** In words; shown when the status is `failed` or `offline`. */
    failure: { type: String, value: '' },
    emptyIcon: { type: String, value: 'file' },
    emptyText: { type: String, value: '' },
    /** Whether something stands in the slot `bar`. */
    bar: { type: Boolean, value: false },
  },
  data: { copy: COMMON, large: false },
  lifetimes: {
    attached() {
      followLargeType(this);
    },
    detached() {
      leaveLargeType(this);
    },
  },
  pageLifetimes: {
    show() {
      // WeChat's own setting may have changed meanwhile.
      followLargeType(this);
    },
  },
  methods: {
    retry() {
      this.triggerEvent('retry');
    },
    /** Somebody who came from outside, by a link that leads nowhere, has no page to go back to. */
    toShop() {
      wx.switchTab({ url: '/pages/shop/shop' });
    },
  },
});
