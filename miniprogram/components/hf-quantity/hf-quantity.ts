import { COMMON } from '../../copy/common';
import { MAX_QUANTITY } from '../../views/goods';

/** How many pieces, with buttons large enough for any finger. */
Component({
  properties: {
    value: { type: Number, value: 1 },
    min: { type: Number, value: 1 },
    max: { type: Number, value: MAX_QUANTITY },
  },
  data: { copy: COMMON },
  methods: {
    change({ detail }: WechatMiniprogram.CustomEvent<{ readonly value: number }>) {
      this.triggerEvent('change', { value: detail.value });
    },
  },
});
