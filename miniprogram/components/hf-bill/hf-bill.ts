import { BILLS } from '../../copy/bills';
import type { Bill } from '../../views/bills';

/** An order by its money: how much, and when it is due or was paid; a tap opens the order. */
Component({
  properties: {
    bill: { type: Object, value: null as unknown as Bill },
  },
  data: { copy: BILLS },
  methods: {
    open(): void {
      void wx.navigateTo({ url: `/pages/order/order?id=${this.data.bill.orderId}` });
    },
  },
});
