import { ORDER } from '../../copy/order';
import type { Past } from '../../views/orderTimeline';

/** What happened to an order, and below it what comes next. */
Component({
  properties: {
    past: { type: Array, value: [] as readonly Past[] },
    /** Sentences, the next first. */
    coming: { type: Array, value: [] as readonly string[] },
  },
  data: { copy: ORDER },
});
