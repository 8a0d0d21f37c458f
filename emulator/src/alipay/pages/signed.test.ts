import { describe, expect, test } from 'vitest';

import { readPage } from '../../channels/testing/page.ts';
import { pageAt, startSigning } from '../testing/pages.ts';
import { agreementOf, openId, zhima } from '../testing/requests.ts';

describe('what the merchant signed', () => {
  test('opens in a browser by the link that the SDK makes, for whoever logs in', async () => {
    const { standIn, signStr, agreement } = await startSigning();
    const login = await readPage(await fetch(`${standIn.origin}/gateway.do?${signStr}`));
    expect(login).toMatchObject({ title: '登录支付宝', actions: ['login'] });
    const page = pageAt(login.url);
    expect((await page.press('confirm', { agreed: 'yes' })).title).toBe('登录支付宝');
    expect((await page.press('login', { openId: 'a b' })).text).toContain('open_id只能包含');
    expect((await page.press('login', { openId: 'o-user-7' })).text).toContain('o-user-7');
    await page.press('verify');
    await page.press('confirm', { agreed: 'yes' });
    expect(await agreement()).toMatchObject({ open_id: 'o-user-7' });
  });

  test('opens in the app by a scheme', async () => {
    const { standIn, signStr } = await startSigning();
    const page = `https://render.alipay.com/p/yuyan/180020010000706007/index.html?caprMode=sync&signStr=${encodeURIComponent(signStr)}`;
    const scheme = (appId: string, url: string) =>
      `alipays://platformapi/startapp?appId=${appId}&url=${encodeURIComponent(url)}`;
    const { data } = await standIn.control('openView', { openId, scheme: scheme('20000067', page) });
    expect((await readPage(await fetch(`${standIn.origin}${data.page}`))).title).toBe('开通芝麻先享');
    for (const wrong of [
      scheme('20000068', page),
      scheme('20000067', page.replace('render.alipay.com', 'example.com')),
      scheme('20000067', page.replace('signStr', 'sign')),
      page,
      'nonsense',
    ]) {
      const answer = await standIn.control('openView', { openId, scheme: wrong });
      expect(answer.data.error.subCode).toBe('INVALID_PARAMETER');
    }
  });

  test.each([
    ['changed on its way', (signStr: string) => signStr.replace('A-1', 'A-2'), 'isv.invalid-signature'],
    [
      'of another app',
      (signStr: string) => signStr.replace('app_id=2021', 'app_id=2022'),
      'isv.invalid-app-id',
    ],
    ['nothing', () => '', 'isv.missing-app-id'],
  ])('opens nothing if it was %s', async (_, change, subCode) => {
    const { standIn, signStr } = await startSigning();
    const changed = change(signStr);
    const answer = await standIn.control('openView', { openId, signStr: changed || 'x' });
    expect(answer.data).toEqual({ error: { subCode, message: expect.any(String) } });
    const shown = await readPage(await fetch(`${standIn.origin}/gateway.do?${changed}`));
    expect(shown).toMatchObject({ title: '请求错误', actions: [] });
    expect(shown.text).toContain(subCode);
    expect((await standIn.control('sign', { openId, signStr: changed || 'x' })).status).toBe(400);
  });

  test.each([
    ['another call', 'alipay.trade.query', {}, 'isv.invalid-method'],
    [
      'a number that is too long',
      `${zhima}.creditagreement.sign`,
      agreementOf('A'.repeat(33)),
      'INVALID_PARAMETER',
    ],
    [
      'a service that is not the merchant’s',
      `${zhima}.creditagreement.sign`,
      agreementOf('A-1', { zm_service_id: '2026000000000000000000000009' }),
      'INVALID_PARAMETER',
    ],
    [
      'a link that runs a script',
      `${zhima}.creditagreement.sign`,
      agreementOf('A-1', { return_back_link: 'javascript:alert(1)' }),
      'INVALID_PARAMETER',
    ],
  ])('opens nothing for %s', async (_, method, content, subCode) => {
    const { standIn, merchant } = await startSigning();
    const answer = await standIn.control('openView', { openId, signStr: merchant.signStr(method, content) });
    expect(answer.data.error.subCode).toBe(subCode);
    expect((await standIn.control('state')).data.log.at(-1)).toMatchObject({
      method: 'GET',
      verdict: subCode,
    });
  });

  test('opens nothing ten minutes later', async () => {
    const { standIn, signStr } = await startSigning();
    await standIn.advance(11 * 60_000);
    const answer = await standIn.control('openView', { openId, signStr });
    expect(answer.data.error.subCode).toBe('isv.invalid-timestamp');
  });
});
