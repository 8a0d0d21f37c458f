import { COMMON } from '../../../copy/common';
import { call } from '../../../services/call';
import { currentTurn, loadLatest } from '../../../services/latest';
import { act } from '../../../services/page';
import { NOTHING_IN } from '../../copy/orders';
import { forOperators, MERCHANT_BEGINNING } from '../../services/operators';
import { type Card, cardOf } from '../../views/card';
import { listOf, TABS, type Tab, tabNamed } from '../../views/tabs';

/** `?tab=`: orders by what they wait for from the merchant's people; all of them without it. */
Page({
  data: {
    ...MERCHANT_BEGINNING,
    copy: COMMON,
    tabs: TABS,
    tab: 'all' as Tab,
    nothing: '',
    cards: [] as readonly Card[],
    nextCursor: null as string | null,
  },

  turn: 0,

  onLoad({ tab }): void {
    this.show(tabNamed(tab));
  },

  onShow(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  chooseTab({ detail }: WechatMiniprogram.CustomEvent<{ readonly value: string }>): Promise<void> {
    const tab = tabNamed(detail.value);
    if (tab === this.data.tab) return Promise.resolve();
    this.show(tab);
    return this.reload();
  },

  show(tab: Tab): void {
    this.setData({ tab, nothing: NOTHING_IN[tab], status: 'loading', cards: [], nextCursor: null });
  },

  /** The first page of the tab. */
  reload(): Promise<void> {
    return loadLatest(this, () =>
      forOperators(async () => {
        const page = await this.read(null);
        return page.cards.length > 0 ? page : { ...page, status: 'empty' };
      }),
    );
  },

  async onReachBottom(): Promise<void> {
    const { nextCursor, cards } = this.data;
    if (nextCursor === null) return;
    await act(this, 'more', async () => {
      const counts = currentTurn(this);
      const page = await this.read(nextCursor);
      if (counts()) this.setData({ ...page, cards: [...cards, ...page.cards] });
    });
  },

  async read(cursor: string | null) {
    const { items, nextCursor } = await call('readOrders', listOf(this.data.tab, cursor));
    const now = new Date();
    return { cards: items.map((order) => cardOf(order, now)), nextCursor };
  },
});
