import { mount } from 'virtual:miniprogram/pages/privacy/privacy';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ERROR_MESSAGES } from '../../cloudfunctions/shared/contract/errors.ts';
import { anAccount, anOrder, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import { cloudOf } from './support/functions.ts';
import { answer, dialog, see, shown, tapOn } from './support/screen.ts';

const ORDERS = 45;

/** A buyer whose orders have ended; an export of them takes three pages. */
function manyOrders(): World {
  const world = new World({ account: anAccount() });
  for (let number = 0; number < ORDERS; number++) {
    const _id = String(number).padStart(32, '0');
    world.store.seed('orders', anOrder({ _id, state: 'rejected', createdAt: later(T0, number * 60_000) }));
  }
  return world;
}

/** WeChat's own of this phone, as far as these tests look at it. */
const wx: {
  readonly env: { readonly USER_DATA_PATH: string };
  shareFileMessage(file: { readonly filePath: string }): Promise<unknown>;
  setClipboardData(content: { readonly data: string }): Promise<unknown>;
  getFileSystemManager(): {
    readFileSync(filePath: string): string;
    writeFileSync(filePath: string, text: string): void;
  };
} = Reflect.get(globalThis, 'wx');
const sent = vi.fn();
const copied = vi.fn();

let page: { unmount(): void } | null = null;
beforeEach(() => {
  vi.spyOn(wx, 'shareFileMessage').mockImplementation(async (file) => sent(file));
  vi.spyOn(wx, 'setClipboardData').mockImplementation(async ({ data }) => copied(data));
});
afterEach(() => {
  page?.unmount();
  document.querySelector('mp-layer')?.remove();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.clearAllMocks();
});

function write(text: string): void {
  const input = dialog().querySelector('input');
  if (!input) throw new Error('nothing can be written here');
  input.value = text;
}

describe('an export', () => {
  test('collects all pages, says what is in it, and is sent as one file', async () => {
    const { calls } = cloudOf(manyOrders());
    page = mount();
    await tapOn('导出我的信息');
    await see(`订单 ${ORDERS} 笔`);
    const exports = calls.filter(({ input }) => Reflect.get(input, 'action') === 'export');
    expect(exports).toHaveLength(3);
    await tapOn('发送到微信聊天');
    await vi.waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
    const { filePath } = sent.mock.calls[0]?.[0] ?? {};
    const file = JSON.parse(wx.getFileSystemManager().readFileSync(filePath));
    expect(new Set(file.orders.map(({ _id }: { _id: string }) => _id)).size).toBe(ORDERS);
    expect(copied).not.toHaveBeenCalled();
    page.unmount();
    page = null;
    expect(() => wx.getFileSystemManager().readFileSync(filePath)).toThrow('no such file');
  });

  test('does not stay on the phone where WeChat was ended before the page was left', async () => {
    cloudOf(manyOrders());
    const filePath = `${wx.env.USER_DATA_PATH}/my-data.json`;
    const files = wx.getFileSystemManager();
    files.writeFileSync(filePath, '{}');
    page = mount();
    expect(() => files.readFileSync(filePath)).toThrow('no such file');
  });

  test('is copied where it cannot be sent', async () => {
    sent.mockRejectedValue({ errMsg: 'shareFileMessage:fail not supported' });
    cloudOf(manyOrders());
    page = mount();
    await tapOn('导出我的信息');
    await tapOn('发送到微信聊天');
    await see('内容已经复制好了');
    expect(JSON.parse(copied.mock.calls[0]?.[0]).orders).toHaveLength(ORDERS);
  });

  test('is not copied where the buyer chose nobody to send it to', async () => {
    sent.mockRejectedValue({ errMsg: 'shareFileMessage:fail cancel' });
    cloudOf(manyOrders());
    page = mount();
    await tapOn('导出我的信息');
    await tapOn('发送到微信聊天');
    await vi.waitFor(() => expect(page && Reflect.get(page, 'instance').data.busy).toBe(''));
    expect(sent).toHaveBeenCalled();
    expect(copied).not.toHaveBeenCalled();
  });
});

describe('erasing', () => {
  async function eraseTyping(word: string): Promise<void> {
    await tapOn('删除我的信息');
    await answer('继续删除');
    await see('请输入「删除」两个字');
    write(word);
    await answer('确认删除');
  }

  test('is asked twice, and then done', async () => {
    const world = manyOrders();
    cloudOf(world);
    page = mount();
    await see('按法律要保留的');
    await eraseTyping('删除');
    await see('您的信息已删除');
    expect(() => world.account()).toThrow('there is no account');
  });

  test.each(['', '不'])('is not done where %j was typed', async (word) => {
    const { calls } = cloudOf(manyOrders());
    page = mount();
    await see('按法律要保留的');
    await eraseTyping(word);
    await see('您的信息没有变');
    expect(calls.map(({ input }) => input)).toEqual([{ action: 'view' }]);
  });

  test('is refused in the server’s own words while an order runs', async () => {
    const world = new World({ account: anAccount(), order: orderIn('shipped') });
    cloudOf(world);
    page = mount();
    await see('按法律要保留的');
    await eraseTyping('删除');
    await see(ERROR_MESSAGES.STILL_RUNNING);
    expect(world.account().state).toBe('open');
    await answer('知道了');
    expect(shown()).toContain('删除我的信息');
  });

  test('that goes on by itself says so, also when the page is opened again', async () => {
    cloudOf(new World({ account: anAccount({ state: 'erasing', closedAt: T0, erasedAs: 'id-1' }) }));
    page = mount();
    await see('正在删除您的信息');
    expect(shown()).not.toContain('按法律要保留的');
  });
});
