import { COMMON } from '../copy/common';
import { isCallFailure } from './failure';

/** What of a page stands for all of it; hf-page shows it. */
export type Status = 'loading' | 'ready' | 'empty' | 'failed' | 'offline';

/** The fields that a page begins with when it loads something and does something. */
export const BEGINNING = { status: 'loading' as Status, failure: '', busy: '' };

/** A page, as far as these helpers need it. */
export interface LoadingPage {
  readonly data: { readonly status: Status; readonly busy: string };
  setData(data: object): void;
}

/**
 * Reads what a page shows and puts it there. The first time the page waits, and a failure is all that it shows; later
 * on what stands there stays, and a failure is told beside it.
 * @param read gives the page's data; with `status: 'empty'` where there is nothing to show
 */
export async function load(page: LoadingPage, read: () => Promise<object>): Promise<void> {
  const { status: before } = page.data;
  // Whoever taps the retry button sees that something happens.
  if (before === 'failed' || before === 'offline') page.setData({ status: 'loading' });
  try {
    page.setData({ status: 'ready', failure: '', ...(await read()) });
  } catch (error) {
    const { status } = page.data;
    if (status === 'ready' || status === 'empty') tell(error);
    else page.setData({ status: statusAfter(error), failure: wordsOf(error) });
  } finally {
    // Where the page is gone by now there is nothing to stop.
    wx.stopPullDownRefresh({ fail: () => undefined });
  }
}

/**
 * Does what a button says. While it is under way a second tap, on this or any other button of the page, does nothing.
 * What goes wrong is told in the words of whoever refused it.
 * @param button its name; the page's `busy` is this while it works
 * @returns whether it was done
 */
export async function act(page: LoadingPage, button: string, step: () => Promise<void>): Promise<boolean> {
  if (page.data.busy) return false;
  page.setData({ busy: button });
  try {
    await step();
    return true;
  } catch (error) {
    tell(error);
    return false;
  } finally {
    page.setData({ busy: '' });
  }
}

/** Tells what went wrong, until the buyer has read it. */
export function tell(error: unknown): void {
  wx.showModal({
    title: COMMON.refused,
    content: wordsOf(error),
    showCancel: false,
    confirmText: COMMON.understood,
  });
}

function statusAfter(error: unknown): Status {
  return isCallFailure(error) && error.code === 'OFFLINE' ? 'offline' : 'failed';
}

/** A mistake of ours must be seen by developers, and in plain words by everybody else. */
function wordsOf(error: unknown): string {
  if (isCallFailure(error)) return error.message;
  console.error(error);
  return COMMON.unreachable;
}
