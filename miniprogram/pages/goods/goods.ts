import { GOODS } from '../../copy/goods';
import { type Offer, type Product, readProduct, recallProduct } from '../../services/catalogue';
import { BEGINNING, load } from '../../services/page';
import { type GoodsView, goodsView, quantityOf } from '../../views/goods';

/** `?id=&quantity=`: one product, one piece if nothing else is said. From the shop it is shown as it was listed, from anywhere else it is read. */
Page({
  data: {
    ...BEGINNING,
    copy: GOODS,
    id: '',
    quantity: 1,
    sold: null as { readonly product: Product; readonly offer: Offer } | null,
    view: null as GoodsView | null,
  },

  onLoad({ id: encoded = '', quantity = '' }): Promise<void> {
    const id = decodeURIComponent(encoded);
    this.setData({ id, quantity: quantityOf(quantity) });
    return load(this, async () => this.drawn(recallProduct(id) ?? (await readProduct(id))));
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, async () => this.drawn(await readProduct(this.data.id)));
  },

  drawn({ product, offer }: { readonly product: Product | null; readonly offer: Offer }): object {
    if (!product) return { status: 'empty', sold: null };
    return { sold: { product, offer }, view: goodsView(product, offer, this.data.quantity) };
  },

  changeQuantity({ detail }: WechatMiniprogram.CustomEvent<{ readonly value: number }>): void {
    const { sold } = this.data;
    this.setData({ quantity: quantityOf(detail.value) });
    if (sold) this.setData(this.drawn(sold));
  },

  order(): void {
    const { id, quantity } = this.data;
    wx.navigateTo({ url: `/pages/checkout/checkout?id=${encodeURIComponent(id)}&quantity=${quantity}` });
  },

  toShop(): void {
    wx.switchTab({ url: '/pages/shop/shop' });
  },

  onShareAppMessage(): WechatMiniprogram.Page.ICustomShareContent {
    const { id, view } = this.data;
    return { title: view?.title ?? '', path: `/pages/goods/goods?id=${encodeURIComponent(id)}` };
  },
});
