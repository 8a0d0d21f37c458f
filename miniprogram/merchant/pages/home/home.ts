import { call } from '../../../services/call';
import { loadLatest } from '../../../services/latest';
import { HOME } from '../../copy/home';
import { forOperators, MERCHANT_BEGINNING } from '../../services/operators';
import { type HomeView, homeView } from '../../views/home';

/** What waits for the merchant's people, and the money: one call. */
Page({
  data: { ...MERCHANT_BEGINNING, copy: HOME, home: null as HomeView | null },

  turn: 0,

  onShow(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return loadLatest(this, () =>
      forOperators(async () => ({ home: homeView(await call('readOrders', { view: 'money' })) })),
    );
  },

  openList({ currentTarget }: WechatMiniprogram.TouchEvent<object, object, { tab: string }>): void {
    void wx.navigateTo({ url: `/merchant/pages/orders/orders?tab=${currentTarget.dataset.tab}` });
  },
});
