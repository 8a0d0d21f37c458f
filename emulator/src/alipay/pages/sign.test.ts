import { describe, expect, test } from 'vitest';

import { startOpened } from '../testing/harness.ts';
import { open, startSigning } from '../testing/pages.ts';
import { agreementOf, openId, zhima } from '../testing/requests.ts';

const backLinks = {
  return_back_link: 'https://shop.example.com/back?a=1&b=2',
  cancel_back_link: 'https://shop.example.com/cancelled',
};

describe('opening the service', () => {
  test('a user sees who he is and that his score suffices, is verified, reads, agrees and comes back', async () => {
    const { page, agreement } = await startSigning(backLinks);
    const first = await page.look();
    expect(first).toMatchObject({ title: '开通芝麻先享', actions: ['verify', 'leave'] });
    for (const text of [openId, '本地演示商户', '700（需600分及以上，已达到）', '验证您的身份']) {
      expect(first.text).toContain(text);
    }
    const verified = await page.press('verify');
    expect(verified.actions).toEqual(['confirm', 'leave']);
    expect(verified.text).toContain('芝麻先享服务协议');
    expect(verified.text).not.toContain('checked');
    expect((await agreement()).sub_code).toBe('CREDIT_AGREEMENT_NOT_EXIST');
    const done = await page.press('confirm', { agreed: 'yes' });
    expect(done.text).toContain('已开通芝麻先享。');
    expect(done.actions).toEqual([]);
    expect(done.text).toContain('href="https://shop.example.com/back?a=1&amp;b=2"');
    expect(done.message).toMatchObject({ type: 'alipayView', view: 'sign', outcome: 'done' });
    expect(await agreement()).toMatchObject({ agreement_status: 'VALID' });
  });

  test.each([
    ['before he is verified', [], { agreed: 'yes' }, '请先完成身份验证'],
    ['without a tick', ['verify'], {}, '请先阅读并同意服务协议'],
  ])('is not confirmed %s', async (_, before, fields, notice) => {
    const { page, agreement } = await startSigning(backLinks);
    for (const action of before) await page.press(action);
    expect((await page.press('confirm', fields)).text).toContain(notice);
    expect((await agreement()).sub_code).toBe('CREDIT_AGREEMENT_NOT_EXIST');
  });

  test('is refused below admission, with the reason, whatever he taps', async () => {
    const { standIn, page, agreement } = await startSigning(backLinks);
    await standIn.control('user', { openId, score: 599 });
    const refused = await page.look();
    expect(refused.text).toContain('599（需600分及以上，未达到）');
    expect(refused.text).toContain('暂时无法开通：您的芝麻分为599');
    expect(refused.actions).toEqual(['leave']);
    await page.press('verify');
    expect((await page.press('confirm', { agreed: 'yes' })).text).toContain('暂时无法开通');
    expect((await agreement()).sub_code).toBe('CREDIT_AGREEMENT_NOT_EXIST');
  });

  test('can be left, which leads to where the merchant wants it', async () => {
    const { page, agreement } = await startSigning(backLinks);
    const left = await page.press('leave');
    expect(left.text).toContain('href="https://shop.example.com/cancelled"');
    expect(left.message).toMatchObject({
      outcome: 'cancelled',
      backLink: 'https://shop.example.com/cancelled',
    });
    await page.press('verify');
    await page.press('confirm', { agreed: 'yes' });
    expect((await agreement()).sub_code).toBe('CREDIT_AGREEMENT_NOT_EXIST');
  });

  test('leads nowhere if the merchant names nowhere', async () => {
    const { page } = await startSigning({});
    const left = await page.press('leave');
    expect(left.text).not.toContain('href=');
    expect(left.message).toMatchObject({ backLink: null });
  });

  test('again needs neither verification nor agreement, and comes back with the same', async () => {
    const { standIn, merchant, agreement } = await startOpened();
    const signStr = merchant.signStr(`${zhima}.creditagreement.sign`, agreementOf('A-2'));
    const page = await open(standIn, { openId, signStr });
    expect((await page.look()).text).toContain('您已开通此服务');
    // Whoever leaves it now is not told that he has nothing.
    const another = await open(standIn, { openId, signStr });
    expect((await another.press('leave')).text).toContain('此服务仍为开通状态');
    await page.press('confirm');
    const found = merchant.call(`${zhima}.creditagreement.query`, { out_agreement_no: 'A-2' });
    expect(await found).toMatchObject({ credit_agreement_id: agreement });
    await standIn.advance(0);
    expect(standIn.callbacks).toEqual([]);
  });

  test('with a number that was another user’s is refused on the page', async () => {
    const { standIn, merchant } = await startOpened();
    const signStr = merchant.signStr(`${zhima}.creditagreement.sign`, agreementOf('A-1'));
    const page = await open(standIn, { openId: 'o-user-2', signStr });
    await page.press('verify');
    const refused = await page.press('confirm', { agreed: 'yes' });
    expect(refused.text).toContain('商户外部协议号已被使用');
    expect(refused.actions).toContain('confirm');
  });
});

test('actions that a page does not have do nothing', async () => {
  const { page, agreement } = await startSigning(backLinks);
  for (const action of ['constructor', 'toString', 'pay']) await page.press(action);
  expect((await agreement()).sub_code).toBe('CREDIT_AGREEMENT_NOT_EXIST');
});
