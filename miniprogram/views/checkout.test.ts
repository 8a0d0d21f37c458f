import { describe, expect, it } from 'vitest';
import type { CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import type { Product } from '../../cloudfunctions/shared/domain/pricing.ts';
import { accountAnswer } from '../../cloudfunctions/shared/testing/accountAnswers.ts';
import { anAccount, aProduct, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { catalogueAnswer } from '../../cloudfunctions/shared/testing/catalogueAnswer.ts';
import { afterChange, type CheckoutFacts, checkoutView, EMPTY_FORM, shownConsent } from './checkout';

interface Situation {
  readonly product?: Partial<Product>;
  /** Null: never opened. */
  readonly account?: Partial<CreditAccount> | null;
}

const CHANNEL = { channel: 'wechatpay', code: 'code-1', since: T0 } as const;

async function facts({ product = {}, account = {} }: Situation = {}): Promise<CheckoutFacts> {
  const { items, payLater: offer } = await catalogueAnswer(aProduct(product));
  const answer = await accountAnswer({ account: account && anAccount(account) });
  const [sold] = items;
  if (!sold) throw new Error('nothing is sold');
  return { product: sold, offer, account: answer.account };
}

/** 先用后付 chosen, and the box ticked for what stands beside it. */
function ticked(now: CheckoutFacts) {
  const chosen = afterChange(now, EMPTY_FORM, { way: 'payLater' });
  return afterChange(now, chosen, { agreedTo: shownConsent(now, chosen) });
}

describe('the ways to pay', () => {
  it('begin with none chosen, and the button asks for one', async () => {
    const view = checkoutView(await facts(), EMPTY_FORM);
    expect(view.ways.map(({ value }) => value)).toEqual(['payLater', 'otherwise']);
    expect([EMPTY_FORM.way, EMPTY_FORM.agreedTo]).toEqual([null, null]);
    expect(view).toMatchObject({ step: 'choose', payLater: null, sum: { label: '合计', amount: '¥168.00' } });
  });

  it.each<[string, Partial<CreditAccount> | null, string]>([
    ['was never opened', null, '先开通（约 1 分钟）'],
    ['is closed', { state: 'closed', closedAt: T0 }, '先开通（约 1 分钟）'],
    ['is not authorised yet', { authorisation: { ...CHANNEL, state: 'pending' } }, '先完成微信授权'],
    ['is authorised no more', { authorisation: { ...CHANNEL, state: 'ended' } }, '先完成微信授权'],
    ['was opened under other terms', { consents: [anOlderConsent()] }, '先看新的条款'],
    ['is locked for minors', { minorsLock: { since: T0, until: null } }, '查看未成年人保护'],
  ])('lead to where that is seen to as long as the account %s', async (_how, account, button) => {
    const now = await facts({ account });
    const view = checkoutView(now, afterChange(now, EMPTY_FORM, { way: 'payLater' }));
    expect(view).toMatchObject({ step: 'open', payLater: null, button });
    expect([view.ways[0]?.content, view.first]).toEqual([button, expect.stringMatching(/。$/)]);
  });

  it('show, with 先用后付 chosen, what is paid now and later', async () => {
    const now = await facts();
    const view = checkoutView(now, { ...ticked(now), quantity: 2 });
    expect(view).toMatchObject({
      step: 'order',
      payLater: { later: '确认收货后第 7 天支付', laterAmount: '¥336.00' },
      sum: { label: '确认收货后第 7 天支付', amount: '¥336.00' },
    });
  });

  it('leave out 先用后付 for goods that are not for it, also where it was chosen before', async () => {
    const before = ticked(await facts());
    const now = await facts({ product: { payLater: false } });
    const form = afterChange(now, before, {});
    expect([form.way, form.agreedTo]).toEqual([null, null]);
    expect(checkoutView(now, form).ways.map(({ value }) => value)).toEqual(['otherwise']);
  });
});

describe('the box', () => {
  it('stays ticked while nothing changes that it stands for', async () => {
    const now = await facts();
    const delivery = { recipient: '林小满', phone: '13800000000', address: '东海街 1 号' };
    const form = afterChange(now, ticked(now), { delivery });
    expect(form.agreedTo).toEqual({
      termsVersion: 1,
      textHash: 'f'.repeat(64),
      shownChargeAfterReceiptDays: 7,
      shownAmountFen: 16_800,
    });
  });

  it('is empty again with another quantity, and with the first one after that', async () => {
    const now = await facts();
    const two = afterChange(now, ticked(now), { quantity: 2 });
    expect(two.agreedTo).toBeNull();
    expect(afterChange(now, two, { quantity: 1 }).agreedTo).toBeNull();
  });

  it('is empty again once another way to pay was chosen in between', async () => {
    const now = await facts();
    const other = afterChange(now, ticked(now), { way: 'otherwise' });
    expect(afterChange(now, other, { way: 'payLater' }).agreedTo).toBeNull();
  });

  it.each<[string, (now: CheckoutFacts) => CheckoutFacts]>([
    ['price', (now) => ({ ...now, product: { ...now.product, priceFen: 16_801 } })],
    ['day of the charge', (now) => ({ ...now, offer: { ...now.offer, chargeAfterReceiptDays: 8 } })],
    ['version of the terms', (now) => ({ ...now, offer: { ...now.offer, termsVersion: 2 } })],
    ['text of the terms', (now) => ({ ...now, offer: { ...now.offer, textHash: 'e'.repeat(64) } })],
  ])('is empty again with another %s', async (_what, changed) => {
    const now = await facts();
    expect(afterChange(changed(now), ticked(now), {}).agreedTo).toBeNull();
  });
});

function anOlderConsent() {
  const [consent] = anAccount().consents;
  if (!consent) throw new Error('an account has a consent');
  return { ...consent, termsVersion: 0 };
}
