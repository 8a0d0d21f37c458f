import { mount } from 'virtual:miniprogram/pages/opening/opening';
import 'virtual:miniprogram/pages/account/account';
import 'virtual:miniprogram/pages/otherwise/otherwise';
import 'virtual:miniprogram/pages/shop/shop';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Authorisation, CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import { anAccount, aPolicy, aProduct, someTerms, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { answer, happens, see, settled, shown, tapOn } from './support/screen.ts';
import { atWechatPay, leavesWechatPay } from './support/wechat.ts';

// WeChat is asked again and again; nobody needs to wait for that here.
vi.mock('../../miniprogram/services/pause', () => ({ pause: async () => {} }));

const ADULT = '我已年满 18 周岁';
const TERMS = '我看过并同意《条款》';

let world: World;
let cloud: Cloud;
let page: Mounted | null = null;

/** @param account null: never opened */
async function openPage(account: Partial<CreditAccount> | null, shows: string, goods = ''): Promise<void> {
  world = new World(account ? { account: anAccount(account) } : {});
  world.store.seed('products', aProduct());
  await show(shows, goods);
}

async function show(text: string, goods = ''): Promise<void> {
  cloud = cloudOf(world);
  page = mount({}, { goods });
  await see(text);
}

async function tickBoth(): Promise<void> {
  await tapOn('看明白了，下一步');
  await tapOn(ADULT);
  await tapOn(TERMS);
}

const authorised = (state: Authorisation['state']): Authorisation => ({
  channel: 'wechatpay',
  code: 'code-1',
  state,
  since: T0,
});
const boxes = () =>
  [...document.querySelectorAll('[role="checkbox"]')].map((box) => box.getAttribute('aria-checked'));
const opened = () => cloud.callsOf('account').filter((input) => 'channel' in input);
const agreesAtWechat = () => {
  world.channel.authorisation = { kind: 'state', state: 'active' };
};

afterEach(async () => {
  await settled();
  page?.unmount();
  page = null;
  document.querySelector('mp-layer')?.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('opening the service', () => {
  test('tells first what it is, then asks for consent with two empty boxes', async () => {
    await openPage(null, '确认收货后第 7 天');
    await tapOn('看明白了，下一步');
    await see(ADULT);
    expect(boxes()).toEqual(['false', 'false']);
    await tapOn('同意并开通');
    await see('请确认您已年满 18 周岁。');
    await see('请看过条款，同意后在方框里打勾。');
    await tapOn(ADULT);
    await tapOn('同意并开通');
    expect(opened()).toEqual([]);
    expect(world.store.all('creditAccounts')).toEqual([]);
  });

  test('goes through WeChat to an open account, with the consent that was shown', async () => {
    await openPage(null, '先用后付是什么');
    const page = atWechatPay(agreesAtWechat);
    await tickBoth();
    await tapOn('同意并开通');
    await see('已经开通');
    await see('¥1000.00');
    expect(page).toHaveBeenCalledTimes(1);
    expect(world.account()).toMatchObject({
      state: 'open',
      authorisation: { state: 'active' },
      consents: [{ termsVersion: 1, adult: true, shown: { chargeAfterReceiptDays: 7 } }],
    });
    await tapOn('去使用');
    await vi.waitFor(() => expect(location.hash).toContain('pages/shop/shop'));
  });

  test('is sent once, however often it is tapped', async () => {
    await openPage(null, '先用后付是什么');
    atWechatPay(agreesAtWechat);
    await tickBoth();
    const release = cloud.holdNext();
    await tapOn('同意并开通');
    await tapOn('同意并开通');
    // On a phone the screen follows a little later: the button can be tapped again before it is grey.
    happens(page, 'agree');
    release();
    await see('已经开通');
    expect(opened()).toHaveLength(1);
  });

  test('says so where WeChat knows of no authorisation, and asks anew for the next try', async () => {
    await openPage(null, '先用后付是什么');
    leavesWechatPay();
    await tickBoth();
    await tapOn('同意并开通');
    await see('还没有完成授权');
    expect(world.account().authorisation?.state).toBe('pending');
    atWechatPay(agreesAtWechat);
    await tapOn('再试一次');
    await see('已经开通');
    expect(opened()).toHaveLength(2);
    expect(world.account().consents).toHaveLength(1);
  });

  test('needs no step in WeChat where WeChat asks for each order', async () => {
    await openPage(null, '先用后付是什么');
    world.channel.can.authorisesOnce = false;
    const page = atWechatPay(() => {});
    await tickBoth();
    await tapOn('同意并开通');
    await see('已经开通');
    expect(shown()).not.toContain('微信授权');
    expect(page).not.toHaveBeenCalled();
  });

  test('explains that it is not offered yet, and points to other ways to pay for the goods', async () => {
    await openPage(null, '先用后付是什么', 'tea*2');
    world.policy = aPolicy({ rollout: { percent: 0 } });
    await tickBoth();
    await tapOn('同意并开通');
    await see('先用后付正在逐步开放');
    await tapOn('用其他方式付款');
    await vi.waitFor(() => expect(location.hash).toContain('pages/otherwise/otherwise?goods=tea*2'));
  });

  test('asks anew, with empty boxes, where the terms have changed meanwhile', async () => {
    await openPage(null, '先用后付是什么');
    await tickBoth();
    world.terms = someTerms({ version: 2, textHash: 'e'.repeat(64) });
    await tapOn('同意并开通');
    await see('先用后付条款已更新');
    await answer('知道了');
    await see('条款刚刚有更新，请重新看过后再打勾。');
    expect(boxes()).toEqual(['false', 'false']);
    expect(world.store.all('creditAccounts')).toEqual([]);
  });
});

describe('the page opens where the account stands', () => {
  test('in WeChat, while that is pending', async () => {
    await openPage({ authorisation: authorised('pending') }, '在微信里授权');
    atWechatPay(agreesAtWechat);
    await tapOn('去微信授权');
    await see('已经开通');
  });

  test('at the beginning, once it was closed', async () => {
    await openPage({ state: 'closed', closedAt: T0 }, '您之前关闭过先用后付');
    atWechatPay(agreesAtWechat);
    await tickBoth();
    await tapOn('同意并开通');
    await see('已经开通');
    expect(world.account().consents).toHaveLength(2);
  });

  test('at the consent, where newer terms count', async () => {
    world = new World({ account: anAccount() });
    world.terms = someTerms({ version: 2, textHash: 'e'.repeat(64) });
    await show('服务条款有更新');
    expect(boxes()).toEqual(['false', 'false']);
  });

  test('at the lock for minors, which it explains', async () => {
    await openPage({ minorsLock: { since: T0, until: null } }, '未成年人保护开着');
    await tapOn('查看未成年人保护');
    await vi.waitFor(() => expect(location.hash).toContain('pages/account/account'));
  });
});
