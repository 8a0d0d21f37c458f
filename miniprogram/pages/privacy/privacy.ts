import {
  COPIED_INSTEAD,
  ERASE_BY_WORD,
  ERASE_QUESTION,
  NOT_TYPED,
  PRIVACY,
  PRIVACY_SAYS,
} from '../../copy/privacy';
import { ask, say } from '../../services/ask';
import { call } from '../../services/call';
import { forgetDelivery } from '../../services/delivery';
import { readExport, removeExport, shareExport, writeExport } from '../../services/exportFile';
import { act, BEGINNING, load } from '../../services/page';
import { exportContents } from '../../views/privacy';

/** What stands on the page instead of the button that erases. */
type Erased = '' | 'goesOn' | 'done';

/** What is held about the buyer: to take with him, and to have removed. */
Page({
  data: {
    ...BEGINNING,
    copy: PRIVACY,
    progress: '',
    contents: [] as readonly string[],
    erased: '' as Erased,
  },

  /** The whole export. It is long, and no part of what the page shows. */
  exported: '',

  onLoad(): Promise<void> {
    // WeChat may have been ended before the page was left the last time.
    removeExport();
    return this.reload();
  },

  onUnload(): void {
    if (this.exported) removeExport();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return load(this, async () => {
      const { account } = await call('account', { action: 'view' });
      return { erased: account.state === 'erasing' ? 'goesOn' : '' };
    });
  },

  collect(): Promise<boolean> {
    return act(this, 'export', async () => {
      try {
        const file = await readExport((orders) => this.setData({ progress: PRIVACY_SAYS.progress(orders) }));
        this.exported = JSON.stringify(file, null, 2);
        await writeExport(this.exported);
        this.setData({ contents: exportContents(file) });
      } finally {
        this.setData({ progress: '' });
      }
    });
  },

  share(): Promise<boolean> {
    return act(this, 'share', async () => {
      if (await shareExport(PRIVACY.fileName)) return;
      await wx.setClipboardData({ data: this.exported });
      say(COPIED_INSTEAD);
    });
  },

  copyAll(): Promise<boolean> {
    return act(this, 'copy', async () => {
      await wx.setClipboardData({ data: this.exported });
    });
  },

  /** Asked twice: it cannot be undone. */
  erase(): Promise<boolean> {
    return act(this, 'erase', async () => {
      if (!(await isSure())) return;
      const { account } = await call('account', { action: 'erase', confirm: true });
      forgetDelivery();
      this.setData({ erased: account.state === 'erasing' ? 'goesOn' : 'done', contents: [] });
      wx.pageScrollTo({ scrollTop: 0 });
    });
  },
});

async function isSure(): Promise<boolean> {
  if (!(await ask(ERASE_QUESTION))) return false;
  const { word, ...question } = ERASE_BY_WORD;
  const { confirm, content } = await wx.showModal({ ...question, placeholderText: word, editable: true });
  if (confirm && content.trim() !== word) say(NOT_TYPED);
  return confirm && content.trim() === word;
}
