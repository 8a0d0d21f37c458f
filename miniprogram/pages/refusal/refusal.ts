import { REFUSAL } from '../../copy/refusal';
import { call } from '../../services/call';
import { openOtherPayment } from '../../services/otherPayment';
import { act, BEGINNING, load } from '../../services/page';
import type { OrderAnswer } from '../../views/answers';
import { type NextStep, type RefusalPage, refusalPage } from '../../views/refusal';

type Tap = WechatMiniprogram.BaseEvent<object, { readonly step: NextStep }>;

/** `?id=`: why an order cannot be paid later, and what its buyer can do now. */
Page({
  data: {
    ...BEGINNING,
    copy: REFUSAL,
    id: '',
    lines: [] as OrderAnswer['lines'],
    view: null as RefusalPage | null,
    note: '',
  },

  onLoad({ id = '' }): Promise<void> {
    this.setData({ id });
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, async () => {
      const { id } = this.data;
      const order = await call('readOrders', { view: 'one', orderId: id });
      if (order.refusal) return { lines: order.lines, view: refusalPage(order, order.refusal) };
      wx.redirectTo({ url: `/pages/order/order?id=${id}` });
      return { status: 'loading' };
    });
  },

  write({ detail }: WechatMiniprogram.CustomEvent<{ readonly value: string }>): void {
    this.setData({ note: detail.value });
  },

  askReview(): void {
    act(this, 'review', async () => {
      const { id: orderId, note } = this.data;
      await call('assessCredit', { step: 'askReview', orderId, note });
      await this.reload();
      wx.showToast({ title: REFUSAL.asked, icon: 'success' });
    });
  },

  payOtherwise(): void {
    openOtherPayment(this.data.lines.map(({ productId, quantity }) => ({ productId, quantity })));
  },

  orderAgain(): void {
    const [line] = this.data.lines;
    if (!line) return;
    const id = encodeURIComponent(line.productId);
    wx.navigateTo({ url: `/pages/goods/goods?id=${id}&quantity=${line.quantity}` });
  },

  go({ currentTarget }: Tap): void {
    switch (currentTarget.dataset.step) {
      case 'open':
        wx.navigateTo({ url: '/pages/opening/opening' });
        break;
      case 'lock':
        wx.navigateTo({ url: '/pages/account/account' });
        break;
      case 'bills':
        wx.switchTab({ url: '/pages/bills/bills' });
        break;
      case 'orders':
        wx.switchTab({ url: '/pages/orders/orders' });
        break;
      case 'fewer':
        this.orderAgain();
        break;
      case 'shop':
        wx.switchTab({ url: '/pages/shop/shop' });
    }
  },
});
