import { OTHERWISE } from '../../copy/otherwise';
import { formatItems, type Item, parseItems } from '../../format/items';
import { type Product, readProduct } from '../../services/catalogue';
import { BEGINNING, load } from '../../services/page';
import { type OtherwisePage, otherwisePage } from '../../views/otherwise';

/** `?goods=`: how to pay for goods otherwise, as long as services/otherPayment.ts leads to no other page. */
Page({
  data: { ...BEGINNING, copy: OTHERWISE, view: null as OtherwisePage | null, cardPath: '' },

  items: [] as readonly Item[],

  onLoad({ goods = '' }): Promise<void> {
    this.items = parseItems(decodeURIComponent(goods));
    this.setData({ cardPath: `/pages/otherwise/otherwise?goods=${formatItems(this.items)}` });
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, async () => ({ view: otherwisePage(this.items, await readProducts(this.items)) }));
  },
});

async function readProducts(items: readonly Item[]): Promise<readonly Product[]> {
  const sold = await Promise.all(items.map(({ productId }) => readProduct(productId)));
  return sold.flatMap(({ product }) => product ?? []);
}
