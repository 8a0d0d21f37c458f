import type { Bar, Chart } from '../../views/chart';

/** Amounts of money, a bar for each day. What a bar says stands above it; another one is chosen by a tap. */
Component({
  properties: {
    chart: { type: Object, value: { bars: [] as readonly Bar[], chosen: -1, highest: '' } as Chart },
  },
  data: { chosen: -1 },
  observers: {
    chart({ chosen }: Chart) {
      this.setData({ chosen });
    },
  },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.TouchEvent<object, object, { index: number }>): void {
      this.setData({ chosen: currentTarget.dataset.index });
    },
  },
});
