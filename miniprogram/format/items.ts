/** Some pieces of one product. */
export interface Item {
  readonly productId: string;
  readonly quantity: number;
}

/** Goods as they stand in a page's query: `tea*2,cup*1`. */
export function formatItems(items: readonly Item[]): string {
  // encodeURIComponent leaves the star.
  return items
    .map(({ productId, quantity }) => `${encodeURIComponent(productId).replace(/\*/g, '%2A')}*${quantity}`)
    .join();
}

/** The goods of a query; what is no product with a number of pieces is passed over. */
export function parseItems(text: string): readonly Item[] {
  return text.split(',').flatMap((part) => {
    const [, id = '', pieces = ''] = /^((?:[^*%]|%[0-9A-F]{2})+)\*(\d{1,3})$/.exec(part) ?? [];
    const quantity = Number(pieces);
    return quantity > 0 ? [{ productId: decodeURIComponent(id), quantity }] : [];
  });
}
