import { COMMON } from '../../copy/common';
import { ME } from '../../copy/me';
import { call } from '../../services/call';
import { chooseLargeType, isLargeType } from '../../services/largeType';
import { loadLatest } from '../../services/latest';
import { BEGINNING } from '../../services/page';
import { type MeView, meView } from '../../views/me';

/** The buyer's own: how his 先用后付 stands, and where everything else of his is. */
Page({
  data: { ...BEGINNING, copy: ME, common: COMMON, me: null as MeView | null, largeType: false },

  turn: 0,

  onShow(): Promise<void> {
    this.setData({ largeType: isLargeType() });
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return loadLatest(this, async () => ({ me: meView(await call('account', { action: 'view' })) }));
  },

  openBills(): void {
    wx.switchTab({ url: '/pages/bills/bills' });
  },

  openOpening(): void {
    wx.navigateTo({ url: '/pages/opening/opening' });
  },

  /** The whole line is the switch: its own is too small for some fingers. */
  switchLargeType(): void {
    const largeType = !this.data.largeType;
    chooseLargeType(largeType);
    this.setData({ largeType });
  },
});
