import { BILLS } from '../../copy/bills';
import { COMMON } from '../../copy/common';
import { currentTurn, loadLatest } from '../../services/latest';
import { readAllMyOrders, readMyOrders, shownSoFar } from '../../services/myOrders';
import { act, BEGINNING } from '../../services/page';
import { type Bill, OPEN_STATES, type OpenBills, openBills, paidBill } from '../../views/bills';

const PAID = { states: ['settled'] } as const;

/** What the buyer has to pay, what is late, what comes later, and what he has paid. */
Page({
  data: {
    ...BEGINNING,
    copy: BILLS,
    common: COMMON,
    open: null as OpenBills | null,
    paid: [] as readonly Bill[],
    nextCursor: null as string | null,
  },

  turn: 0,

  onShow(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return loadLatest(this, async () => {
      const [open, { items, nextCursor }] = await Promise.all([
        readAllMyOrders(OPEN_STATES),
        readMyOrders({ ...PAID, ...shownSoFar(this.data.paid.length) }),
      ]);
      const nothing = open.length === 0 && items.length === 0;
      const now = new Date();
      return {
        open: openBills(open, now),
        paid: items.map((order) => paidBill(order, now)),
        nextCursor,
        ...(nothing ? { status: 'empty' } : {}),
      };
    });
  },

  async onReachBottom(): Promise<void> {
    const { paid, nextCursor: cursor } = this.data;
    if (cursor === null) return;
    await act(this, 'more', async () => {
      const counts = currentTurn(this);
      const { items, nextCursor } = await readMyOrders({ ...PAID, cursor });
      const now = new Date();
      const more = items.map((order) => paidBill(order, now));
      if (counts()) this.setData({ paid: [...paid, ...more], nextCursor });
    });
  },

  toShop(): void {
    void wx.switchTab({ url: '/pages/shop/shop' });
  },
});
