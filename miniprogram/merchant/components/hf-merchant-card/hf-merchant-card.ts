import type { Card } from '../../views/card';

/** An order in the merchant's list; a tap opens it. */
Component({
  properties: {
    card: { type: Object, value: {} as Card },
  },
  methods: {
    open(): void {
      void wx.navigateTo({ url: `/merchant/pages/order/order?id=${this.data.card.orderId}` });
    },
  },
});
