import { formatItems, type Item } from '../format/items';

/**
 * Where a buyer goes who pays for goods at once, or whose order was refused: the shop's own checkout. Houfu has none.
 * A merchant who has one opens it here, in place of the page that says how to pay by asking the shop:
 * `wx.navigateTo({ url: '/pages/cart/cart?goods=' + formatItems(items) })`.
 */
export function openOtherPayment(items: readonly Item[]): void {
  wx.navigateTo({ url: `/pages/otherwise/otherwise?goods=${formatItems(items)}` });
}
