import { NOTICES } from '../../copy/notices';
import { currentTurn, loadLatest } from '../../services/latest';
import { readMyOrders } from '../../services/myOrders';
import { act, BEGINNING } from '../../services/page';
import type { ListedOrder, OrdersAnswer } from '../../views/answers';
import { type NoticeRow, noticeRows } from '../../views/notices';

/** As many orders as one call gives: what is current must not hide behind a tap. */
const PAGE = { limit: 50 };

/** Everything that the buyer is to be told about his orders. */
Page({
  data: {
    ...BEGINNING,
    copy: NOTICES,
    notices: [] as readonly NoticeRow[],
    nextCursor: null as string | null,
  },

  turn: 0,
  /** What the messages were made of. */
  orders: [] as readonly ListedOrder[],

  onShow(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  onReachBottom(): Promise<void> {
    return this.more();
  },

  reload(): Promise<void> {
    return loadLatest(this, async () => this.shown([], await readMyOrders(PAGE)));
  },

  async more(): Promise<void> {
    const { nextCursor: cursor } = this.data;
    if (cursor === null) return;
    await act(this, 'more', async () => {
      const counts = currentTurn(this);
      const page = await readMyOrders({ ...PAGE, cursor });
      if (counts()) this.setData(this.shown(this.orders, page));
    });
  },

  shown(before: readonly ListedOrder[], { items, nextCursor }: OrdersAnswer): object {
    this.orders = [...before, ...items];
    const notices = noticeRows(this.orders);
    const nothing = notices.length === 0 && nextCursor === null;
    return { notices, nextCursor, status: nothing ? 'empty' : 'ready' };
  },
});
