// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import '../index.ts';
import { switchNetwork } from '../settings/network.ts';
import { settle } from '../testing/templates.ts';
import { layerButton, logIn, playServer, wxApi } from '../testing/wx.ts';

beforeEach(() => logIn('o-lin'));
afterEach(() => switchNetwork(true));

const wx: Record<string, unknown> = Reflect.get(globalThis, 'wx');
const cloud = wx['cloud'] as { callFunction(options: object): Promise<unknown> };

test('with callbacks an API answers them and nothing else', async () => {
  const success = vi.fn();
  const complete = vi.fn();
  expect(wxApi('setStorage')({ key: 'a', data: 1, success, complete })).toBeUndefined();
  await settle();
  expect(success).toHaveBeenCalledWith({ errMsg: 'setStorage:ok' });
  expect(complete).toHaveBeenCalledWith({ errMsg: 'setStorage:ok' });
});

test('without callbacks it is a promise, and its failure has an errMsg', async () => {
  await expect(wxApi('getStorage')({ key: 'never' })).rejects.toEqual({
    errMsg: 'getStorage:fail data not found',
  });
});

test('what is missing says so when it is called, and can be looked for before', () => {
  expect(typeof wx['startBluetooth']).toBe('function');
  expect(() => wxApi('startBluetooth')()).toThrow('wx.startBluetooth does not exist in the preview');
  const canIUse = wx['canIUse'] as (schema: string) => boolean;
  expect([canIUse('startBluetooth'), canIUse('showModal.editable')]).toEqual([false, true]);
});

test('what one user stores another does not find, nor clear', () => {
  const { setStorageSync, getStorageSync, clearStorageSync } = wx as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  setStorageSync?.('cart', { goods: ['g1'] });
  logIn('o-wang');
  expect(getStorageSync?.('cart')).toBe('');
  clearStorageSync?.();
  logIn('o-lin');
  expect(getStorageSync?.('cart')).toEqual({ goods: ['g1'] });
});

test('a cloud function is called as whoever is logged in', async () => {
  const asked = playServer(() => ({ body: { ok: true, data: 1 } }));
  const answer = await cloud.callFunction({ name: 'createOrder', data: { requestId: 'r' } });
  expect(answer).toMatchObject({ errMsg: 'cloud.callFunction:ok', result: { ok: true, data: 1 } });
  expect(asked).toMatchObject([
    { path: '/functions/createOrder', body: { requestId: 'r' }, headers: { 'x-wx-openid': 'o-lin' } },
  ]);
});

test('nobody logged in calls without any openid', async () => {
  logIn(null);
  const asked = playServer(() => ({ body: null }));
  await cloud.callFunction({ name: 'shop' });
  expect(asked[0]?.headers).not.toHaveProperty('x-wx-openid');
});

test('a function that fails rejects with its code, its message and the request', async () => {
  playServer(() => ({
    status: 500,
    body: { errCode: -504002, errMsg: 'functions execute fail', requestID: 'q1' },
  }));
  await expect(cloud.callFunction({ name: 'settle' })).rejects.toEqual({
    errMsg: 'cloud.callFunction:fail Error: errCode: -504002 | errMsg: functions execute fail',
    errCode: -504002,
    requestID: 'q1',
  });
});

test('offline nothing is asked', async () => {
  const asked = playServer(() => ({ body: null }));
  const heard: unknown[] = [];
  (wx['onNetworkStatusChange'] as (listener: (status: unknown) => void) => void)((status) =>
    heard.push(status),
  );
  switchNetwork(false);
  await expect(cloud.callFunction({ name: 'shop' })).rejects.toMatchObject({
    errMsg: expect.stringMatching(/^cloud\.callFunction:fail request:fail /),
  });
  expect(asked).toEqual([]);
  expect(heard).toEqual([{ isConnected: false, networkType: 'none' }]);
  await expect(wxApi('getNetworkType')()).resolves.toMatchObject({ networkType: 'none' });
});

test('an answer that breaks off is no answer', async () => {
  globalThis.fetch = async () => new Response('{"ok": tr');
  await expect(cloud.callFunction({ name: 'shop' })).rejects.toMatchObject({
    errMsg: expect.stringMatching(/^cloud\.callFunction:fail request:fail /),
    errCode: -404011,
  });
});

test('a modal answers which button was pressed, and what was written', async () => {
  const plain = wxApi('showModal')({ title: '关闭服务？', confirmText: '关闭' });
  layerButton('取消').click();
  await expect(plain).resolves.toEqual({ errMsg: 'showModal:ok', confirm: false, cancel: true });
  const written = wxApi('showModal')({ title: '理由', editable: true, placeholderText: '请写' });
  const input = document.querySelector<HTMLInputElement>('mp-layer input');
  expect(input?.placeholder).toBe('请写');
  if (input) input.value = '坏了';
  layerButton('确定').click();
  await expect(written).resolves.toMatchObject({ confirm: true, content: '坏了' });
});

test('an action sheet answers what was tapped, and fails when the user leaves', async () => {
  const chosen = wxApi('showActionSheet')({ itemList: ['甲', '乙'] });
  layerButton('乙').click();
  await expect(chosen).resolves.toMatchObject({ tapIndex: 1 });
  const left = wxApi('showActionSheet')({ itemList: ['甲'] });
  layerButton('取消').click();
  await expect(left).rejects.toEqual({ errMsg: 'showActionSheet:fail cancel' });
});

test('a toast is said to screen readers and goes by itself, a loading stays', async () => {
  await wxApi('showToast')({ title: '已保存', duration: 10 });
  expect(document.querySelector('mp-toast')?.getAttribute('aria-live')).toBe('polite');
  await vi.waitFor(() => expect(document.querySelector('mp-toast')).toBeNull());
  await wxApi('showLoading')({ title: '加载中' });
  await settle();
  expect(document.querySelector('mp-toast')?.textContent).toBe('加载中');
  await wxApi('hideLoading')();
  expect(document.querySelector('mp-toast')).toBeNull();
});

test('each message that the user accepts may be sent once, and no other', async () => {
  const asked = playServer(() => ({ body: {} }));
  const answer = wxApi('requestSubscribeMessage')({ tmplIds: ['t1', 't2'] });
  document.querySelector<HTMLInputElement>('mp-layer input[value=t2]')?.click();
  layerButton('允许').click();
  await expect(answer).resolves.toMatchObject({ t1: 'accept', t2: 'reject' });
  expect(asked.map(({ path, body }) => [path, body])).toEqual([
    ['/_emulator/subscribe-messages/grants', { openid: 'o-lin', templateId: 't1', count: 1 }],
  ]);
});

test('an address is one of two, or none', async () => {
  const chosen = wxApi('chooseAddress')();
  layerButton('王秀兰').click();
  await expect(chosen).resolves.toMatchObject({
    userName: '王秀兰',
    cityName: '成都市',
    errMsg: 'chooseAddress:ok',
  });
  const left = wxApi('chooseAddress')();
  layerButton('取消').click();
  await expect(left).rejects.toEqual({ errMsg: 'chooseAddress:fail cancel' });
});

test('a file is written to the folder of the user, shared, and nowhere else', async () => {
  const manager = (wx['getFileSystemManager'] as () => Record<string, (...args: unknown[]) => unknown>)();
  const { USER_DATA_PATH } = wx['env'] as { USER_DATA_PATH: string };
  manager['writeFileSync']?.(`${USER_DATA_PATH}/a.json`, '{"a":1}');
  const kept: (string | null)[] = [];
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => {};
  document.addEventListener(
    'click',
    (event) => kept.push((event.target as Element).getAttribute('download')),
    { once: true },
  );
  await wxApi('shareFileMessage')({ filePath: `${USER_DATA_PATH}/a.json`, fileName: '我的数据.json' });
  expect(kept).toEqual(['我的数据.json']);
  expect(() => manager['writeFileSync']?.('/etc/a', '')).toThrow('permission denied');
});
