import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COMMON } from '../copy/common';
import { callFailure } from './failure';
import { act, BEGINNING, type LoadingPage, load } from './page';

/** A page that keeps every status it has had. */
function aPage(data: object = {}) {
  const page = {
    data: { ...BEGINNING, ...data },
    had: [] as unknown[],
    setData(change: Partial<typeof BEGINNING>) {
      Object.assign(page.data, change);
      if ('status' in change) page.had.push(change.status);
    },
  };
  return page satisfies LoadingPage;
}

const wx = { showModal: vi.fn(), stopPullDownRefresh: vi.fn() };
const offline = () => Promise.reject(callFailure('OFFLINE', COMMON.offline));

beforeEach(() => vi.stubGlobal('wx', wx));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe('loading', () => {
  it('puts what was read on the page, and ends the pull', async () => {
    const page = aPage();
    await load(page, async () => ({ orders: [1] }));
    expect(page.data).toMatchObject({ status: 'ready', failure: '', orders: [1] });
    expect(wx.stopPullDownRefresh).toHaveBeenCalledTimes(1);
  });

  it('the first time shows nothing but why it failed', async () => {
    const page = aPage();
    await load(page, offline);
    expect(page.data).toMatchObject({ status: 'offline', failure: COMMON.offline });
    expect(wx.showModal).not.toHaveBeenCalled();
  });

  it('again, after a failure, says that something happens', async () => {
    const page = aPage({ status: 'failed', failure: '…' });
    await load(page, async () => ({}));
    expect(page.had).toEqual(['loading', 'ready']);
  });

  it('later on leaves what stands there, and tells the failure beside it', async () => {
    const page = aPage({ status: 'ready' });
    await load(page, offline);
    expect(page.data.status).toBe('ready');
    expect(wx.showModal).toHaveBeenCalledWith(expect.objectContaining({ content: COMMON.offline }));
  });

  it('tells a mistake of ours in plain words, and to developers', async () => {
    const seen = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const page = aPage();
    await load(page, () => Promise.reject(new TypeError('x is undefined')));
    expect(page.data).toMatchObject({ status: 'failed', failure: COMMON.unreachable });
    expect(seen).toHaveBeenCalledTimes(1);
  });
});

describe('acting', () => {
  it('does nothing on a second tap, on whichever button, until the first is done', async () => {
    const page = aPage({ status: 'ready' });
    let finish = () => {};
    const step = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const first = act(page, 'pay', step);
    expect(page.data.busy).toBe('pay');
    expect(await act(page, 'cancel', step)).toBe(false);
    finish();
    expect(await first).toBe(true);
    expect(step).toHaveBeenCalledTimes(1);
    expect(page.data.busy).toBe('');
  });

  it('tells a refusal in the words of whoever refused, and lets go of the buttons', async () => {
    const page = aPage({ status: 'ready' });
    const refused = () => Promise.reject(callFailure('ORDER_FROZEN', '退货处理中'));
    expect(await act(page, 'pay', refused)).toBe(false);
    expect(wx.showModal).toHaveBeenCalledWith(expect.objectContaining({ content: '退货处理中' }));
    expect(page.data.busy).toBe('');
  });
});
