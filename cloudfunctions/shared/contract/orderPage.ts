/**
 * Where the mini-program shows an order, for links from outside: messages on the buyer's phone, the channel's own pages.
 * The page reads `id` from its query.
 */
export function orderPage(orderId: string): string {
  return `pages/order/order?id=${orderId}`;
}
