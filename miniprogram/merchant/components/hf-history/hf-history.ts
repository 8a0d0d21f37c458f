import type { HistoryLine } from '../../views/history';

/** Everything that happened to an order: what, who, when, the money, and what was said. */
Component({
  properties: {
    title: { type: String, value: '' },
    lines: { type: Array, value: [] as readonly HistoryLine[] },
  },
});
