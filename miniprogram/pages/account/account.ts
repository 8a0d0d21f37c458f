import { ACCOUNT, CLOSE_QUESTION, LOCK_QUESTION } from '../../copy/account';
import { ask } from '../../services/ask';
import { call } from '../../services/call';
import { loadLatest } from '../../services/latest';
import { act, BEGINNING } from '../../services/page';
import { type AccountPage, accountPage } from '../../views/account';
import type { Account } from '../../views/answers';

/** 我的额度: what it is, why, what takes it up; and where the service is closed. */
Page({
  data: { ...BEGINNING, copy: ACCOUNT, view: null as AccountPage | null },

  turn: 0,

  onShow(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return loadLatest(this, async () => {
      const { account } = await call('account', { action: 'view' });
      return { view: accountPage(account) };
    });
  },

  /** What was read before it no longer counts. */
  show(account: Account): void {
    this.turn += 1;
    this.setData({ view: accountPage(account) });
  },

  openOpening(): void {
    wx.navigateTo({ url: '/pages/opening/opening' });
  },

  /** One tap on the button, one on the answer. */
  close(): Promise<boolean> {
    return act(this, 'close', async () => {
      const content = this.data.view?.closeWords ?? '';
      if (!(await ask({ ...CLOSE_QUESTION, content }))) return;
      const { account } = await call('account', { action: 'close' });
      this.show(account);
      wx.pageScrollTo({ scrollTop: 0 });
    });
  },

  /** It is asked about where it cannot be taken back at once. */
  switchLock(): Promise<boolean> {
    return act(this, 'lock', async () => {
      const lock = this.data.view?.lock;
      if (!lock) return;
      if (!lock.stands && !(await ask(LOCK_QUESTION))) return;
      const { account } = await call('account', { action: 'minorsLock', on: lock.turnsOn });
      this.show(account);
    });
  },
});
