import { COMMON } from '../../copy/common';
import type { Row } from '../../views/row';

/** A block of lines, each a label and what it is for this order. Below them, in its slot, whatever belongs to it. */
Component({
  properties: {
    title: { type: String, value: '' },
    rows: { type: Array, value: [] as readonly Row[] },
  },
  data: { copy: COMMON },
  methods: {
    copyValue({ currentTarget }: WechatMiniprogram.TouchEvent<object, object, { value: string }>): void {
      // WeChat itself says that it was done.
      void wx.setClipboardData({ data: currentTarget.dataset.value });
    },
  },
});
