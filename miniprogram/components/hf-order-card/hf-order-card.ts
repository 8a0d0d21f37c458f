import type { OrderCardView } from '../../views/orderCard';

/** One order in a list; a tap opens it. */
Component({
  properties: {
    card: { type: Object, value: null as unknown as OrderCardView },
  },
  methods: {
    open(): void {
      void wx.navigateTo({ url: `/pages/order/order?id=${this.data.card.orderId}` });
    },
  },
});
