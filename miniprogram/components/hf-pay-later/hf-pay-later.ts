import { PAY_LATER } from '../../copy/payLater';
import type { PayLaterBlock } from '../../views/payLater';

/**
 * What 先用后付 costs, in one place: nothing now, how much later, on which day, how to get out of it; and where it is
 * chosen, the box. The page keeps whether it is ticked.
 */
Component({
  properties: {
    block: { type: Object, value: null as unknown as PayLaterBlock },
    /** Whether the box belongs to it. */
    withTick: { type: Boolean, value: false },
    ticked: { type: Boolean, value: false },
    /** Why the box must be looked at; empty if nothing is wrong. */
    error: { type: String, value: '' },
  },
  data: { copy: PAY_LATER },
  methods: {
    tick({ detail }: WechatMiniprogram.CustomEvent<{ readonly ticked: boolean }>) {
      this.triggerEvent('tick', detail);
    },
  },
});
