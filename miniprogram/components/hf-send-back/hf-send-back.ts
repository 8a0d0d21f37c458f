import { ORDER } from '../../copy/order';
import { SEND_BACK_MISSING } from '../../copy/orderSteps';

type Typed = WechatMiniprogram.CustomEvent<{ value: string }>;

/** Where the buyer writes by which parcel he sent goods back. Fires `submit` with carrier and number, and `close`. */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    busy: { type: Boolean, value: false },
  },
  data: { copy: ORDER, carrier: '', trackingNo: '', missing: '' },
  methods: {
    typeCarrier({ detail }: Typed): void {
      this.setData({ carrier: detail.value, missing: '' });
    },
    typeTrackingNo({ detail }: Typed): void {
      this.setData({ trackingNo: detail.value, missing: '' });
    },
    submit(): void {
      const carrier = this.data.carrier.trim();
      const trackingNo = this.data.trackingNo.trim();
      if (carrier && trackingNo) this.triggerEvent('submit', { carrier, trackingNo });
      else this.setData({ missing: SEND_BACK_MISSING });
    },
    changeVisible({ detail }: WechatMiniprogram.CustomEvent<{ visible: boolean }>): void {
      if (!detail.visible) this.triggerEvent('close');
    },
    close(): void {
      this.triggerEvent('close');
    },
  },
});
