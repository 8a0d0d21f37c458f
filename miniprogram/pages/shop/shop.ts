import { SHOP } from '../../copy/shop';
import { readCatalogue } from '../../services/catalogue';
import { act, BEGINNING, load } from '../../services/page';
import { type GoodsCard, goodsCards, stripText } from '../../views/shop';

type Tap = WechatMiniprogram.BaseEvent<object, { readonly id: string }>;

/** The first thing that anybody sees: what is sold, from one call. */
Page({
  data: {
    ...BEGINNING,
    copy: SHOP,
    strip: '',
    goods: [] as readonly GoodsCard[],
    nextCursor: null as string | null,
  },

  onLoad(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, async () => {
      const { items, nextCursor, payLater } = await readCatalogue();
      const status = items.length > 0 ? 'ready' : 'empty';
      return { status, strip: stripText(items, payLater), goods: goodsCards(items), nextCursor };
    });
  },

  async onReachBottom(): Promise<void> {
    const { nextCursor: cursor } = this.data;
    if (cursor === null) return;
    await act(this, 'more', async () => {
      const { items, nextCursor } = await readCatalogue(cursor);
      // Reloaded meanwhile, the list begins anew.
      if (this.data.nextCursor !== cursor) return;
      this.setData({ goods: [...this.data.goods, ...goodsCards(items)], nextCursor });
    });
  },

  open({ currentTarget }: Tap): void {
    wx.navigateTo({ url: `/pages/goods/goods?id=${encodeURIComponent(currentTarget.dataset.id)}` });
  },

  learn(): void {
    wx.navigateTo({ url: '/pages/opening/opening' });
  },
});
