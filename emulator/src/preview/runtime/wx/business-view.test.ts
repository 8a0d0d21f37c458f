// @vitest-environment jsdom
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { runtime } from '../index.ts';
import { settle, setUp } from '../testing/templates.ts';
import { layerButton, logIn, playServer, wxApi } from '../testing/wx.ts';

const log: unknown[] = [];

beforeAll(() => {
  Reflect.get(globalThis, 'App')({ onShow: (options: object) => log.push(['app shown', options]) });
  setUp({
    pages: {
      'pages/checkout/checkout': {
        wxml: '<view/>',
        script: () =>
          Reflect.get(
            globalThis,
            'Page',
          )({ onShow: () => log.push('page shown'), onHide: () => log.push('page hidden') }),
      },
    },
  });
  runtime.start();
});

beforeEach(() => {
  logIn('o-lin');
  log.length = 0;
});

const request = { businessType: 'wxpayScoreUse', extraData: { package: 'p' } };

/** Opens the view of an emulator that has a page for it, and waits until that is shown. */
async function open() {
  const asked = playServer(() => ({ body: { page: '/_emulator/wechatpay/pages/1' } }));
  const outcome = wxApi('openBusinessView')(request);
  // Its failure is looked at later.
  outcome.catch(() => {});
  await settle();
  const frame = document.querySelector<HTMLIFrameElement>('mp-layer iframe');
  if (!frame) throw new Error('no page is shown');
  const say = (data: object, source: unknown = frame.contentWindow) =>
    window.dispatchEvent(
      new MessageEvent('message', { data, source: source as Window, origin: location.origin }),
    );
  return { asked, outcome, frame, say };
}

test('the page is asked for this user and this mini-program, and shown', async () => {
  const { asked, frame, say } = await open();
  expect(asked.map(({ path, body }) => [path, body])).toEqual([
    ['/_emulator/wechatpay/openBusinessView', { ...request, appid: 'wxapp', openid: 'o-lin' }],
  ]);
  expect(frame.getAttribute('src')).toBe('/_emulator/wechatpay/pages/1');
  say({ type: 'openBusinessView', errCode: 0, extraData: {} });
});

test('a user who agreed comes back with what the page hands over', async () => {
  const { outcome, say } = await open();
  expect(log).toEqual(['page hidden']);
  say({ type: 'openBusinessView', errCode: 0, extraData: { query_id: 'q' } });
  await expect(outcome).resolves.toEqual({
    errMsg: 'openBusinessView:ok',
    errCode: '0',
    extraData: { query_id: 'q' },
  });
  expect(document.querySelector('mp-layer')).toBeNull();
  const referrerInfo = { appId: 'wxd8f3793ea3b935b8', extraData: { query_id: 'q' } };
  expect(log).toMatchObject(['page hidden', ['app shown', { scene: 1038, referrerInfo }], 'page shown']);
});

test('a user who did not agree fails the call with -2', async () => {
  const { outcome, say } = await open();
  say({ type: 'openBusinessView', errCode: -2, extraData: {} });
  await expect(outcome).rejects.toMatchObject({ errMsg: 'openBusinessView:fail cancel', errCode: -2 });
});

test('closing the frame is leaving', async () => {
  const { outcome } = await open();
  layerButton('×').click();
  await expect(outcome).rejects.toMatchObject({ errCode: -2 });
  expect(document.querySelector('mp-layer')).toBeNull();
});

test('nobody but the page itself ends it', async () => {
  const { say } = await open();
  say({ type: 'openBusinessView', errCode: 0, extraData: {} }, window);
  await settle();
  expect(document.querySelector('mp-layer iframe')).not.toBeNull();
  layerButton('×').click();
});

test('what is handed over wrongly fails with the number of WeChat, and shows nothing', async () => {
  playServer(() => ({ status: 400, body: { errCode: 4185, errMsg: 'openBusinessView:fail package为空' } }));
  await expect(wxApi('openBusinessView')(request)).rejects.toEqual({
    errMsg: 'openBusinessView:fail package为空',
    errCode: 4185,
  });
  expect(log).toEqual([]);
});
