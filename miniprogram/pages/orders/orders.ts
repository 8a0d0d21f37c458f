import { COMMON } from '../../copy/common';
import { ORDERS } from '../../copy/orders';
import { currentTurn, loadLatest } from '../../services/latest';
import { readMyOrders, shownSoFar } from '../../services/myOrders';
import { act, BEGINNING } from '../../services/page';
import { type OrderCardView, orderCard } from '../../views/orderCard';
import { isTab, type OrderTab, statesIn, TABS } from '../../views/orderTabs';

/** The buyer's orders, by what they wait for. */
Page({
  data: {
    ...BEGINNING,
    copy: ORDERS,
    common: COMMON,
    tabs: TABS,
    tab: 'all' as OrderTab,
    cards: [] as readonly OrderCardView[],
    nextCursor: null as string | null,
  },

  turn: 0,

  onShow(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  /** As many orders as stand there already, as they are now. */
  reload(): Promise<void> {
    const { tab, cards } = this.data;
    return loadLatest(this, async () => {
      const { items, nextCursor } = await readMyOrders({ ...statesIn(tab), ...shownSoFar(cards.length) });
      return { cards: items.map(orderCard), nextCursor, ...(items.length === 0 ? { status: 'empty' } : {}) };
    });
  },

  chooseTab({ detail }: WechatMiniprogram.CustomEvent<{ readonly value: unknown }>): Promise<void> {
    const { value } = detail;
    if (!isTab(value) || value === this.data.tab) return Promise.resolve();
    this.setData({ tab: value, status: 'loading', cards: [], nextCursor: null });
    return this.reload();
  },

  async onReachBottom(): Promise<void> {
    const { tab, cards, nextCursor: cursor } = this.data;
    if (cursor === null) return;
    await act(this, 'more', async () => {
      const counts = currentTurn(this);
      const { items, nextCursor } = await readMyOrders({ ...statesIn(tab), cursor });
      if (counts()) this.setData({ cards: [...cards, ...items.map(orderCard)], nextCursor });
    });
  },

  toShop(): void {
    void wx.switchTab({ url: '/pages/shop/shop' });
  },
});
