import { COMMON } from '../../../copy/common';
import { call } from '../../../services/call';
import { currentTurn, loadLatest } from '../../../services/latest';
import { shownSoFar } from '../../../services/myOrders';
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

  /** As many orders as stand there already, as they are now. */
  reload(): Promise<void> {
    const { length } = this.data.cards;
    return loadLatest(this, () =>
      forOperators(async () => {
        const page = await this.read(shownSoFar(length));
        return page.cards.length > 0 ? page : { ...page, status: 'empty' };
      }),
    );
  },

  async onReachBottom(): Promise<void> {
    const { nextCursor: cursor, cards } = this.data;
    if (cursor === null) return;
    await act(this, 'more', async () => {
      const counts = currentTurn(this);
      const page = await this.read({ cursor });
      if (counts()) this.setData({ ...page, cards: [...cards, ...page.cards] });
    });
  },

  async read(page: Parameters<typeof listOf>[1]) {
    const { items, nextCursor } = await call('readOrders', listOf(this.data.tab, page));
    const now = new Date();
    return { cards: items.map((order) => cardOf(order, now)), nextCursor };
  },
});
