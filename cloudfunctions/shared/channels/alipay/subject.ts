import type { OrderLine } from '../../domain/order/order.ts';

/** Longest title of an order, in characters. */
const MAX_SUBJECT = 128;

/** What the buyer reads in Alipay, such as `青瓷茶具 等 2 件`. Alipay takes no `/`, `=` and `&` in it. */
export function subjectOf(lines: readonly OrderLine[]): string {
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const more = count > 1 ? ` 等 ${count} 件` : '';
  const title = (lines[0]?.title ?? '').replace(/[/=&\p{Cc}]/gu, ' ').trim() || '商品订单';
  return [...title].slice(0, MAX_SUBJECT - more.length).join('') + more;
}
