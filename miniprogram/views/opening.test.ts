import { describe, expect, it } from 'vitest';
import type { Authorisation, CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import { accountAnswer } from '../../cloudfunctions/shared/testing/accountAnswers.ts';
import { anAccount, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { catalogueAnswer } from '../../cloudfunctions/shared/testing/catalogueAnswer.ts';
import { type OpeningFacts, openingView, stageOf } from './opening';

async function facts(account: Partial<CreditAccount> | null): Promise<OpeningFacts> {
  const { payLater: offer } = await catalogueAnswer();
  return { account: (await accountAnswer({ account: account && anAccount(account) })).account, offer };
}

const authorised = (state: Authorisation['state']): Authorisation => ({
  channel: 'wechatpay',
  code: 'code-1',
  state,
  since: T0,
});

describe('the way to an open account', () => {
  it.each<[string, Partial<CreditAccount> | null, string]>([
    ['begins with what it is', null, 'learn'],
    ['begins anew after a closing', { state: 'closed', closedAt: T0 }, 'learn'],
    ['goes on in WeChat while that is pending', { authorisation: authorised('pending') }, 'authorise'],
    ['goes on in WeChat where that has ended', { authorisation: authorised('ended') }, 'authorise'],
    ['is at its end once all is done', {}, 'done'],
    ['stops at the lock for minors', { minorsLock: { since: T0, until: null } }, 'locked'],
    ['stops while everything is being erased', { state: 'erasing' }, 'erasing'],
  ])('%s', async (_what, account, stage) => {
    expect(stageOf(await facts(account))).toBe(stage);
  });

  it('asks for consent before anything else where other terms count than were agreed to', async () => {
    const { account, offer } = await facts({ authorisation: authorised('pending') });
    expect(stageOf({ account, offer: { ...offer, termsVersion: 2 } })).toBe('agree');
    expect(stageOf({ account: { ...account, termsOutdated: true }, offer })).toBe('agree');
  });

  it('needs no step in WeChat where WeChat asks for each order', async () => {
    const { account, offer } = await facts({});
    const each: OpeningFacts = { account: { ...account, authorisation: 'notNeeded' }, offer };
    expect(stageOf(each)).toBe('done');
    expect(openingView(each, 'agree')).toMatchObject({ steps: ['了解', '同意', '完成'], current: 1 });
  });
});

describe('a step of it', () => {
  it('shows where the buyer is, and the last one as done', async () => {
    const now = await facts({});
    expect(openingView(now, 'learn')).toMatchObject({ current: 0, note: '' });
    expect(openingView(now, 'authorise').current).toBe(2);
    expect(openingView(now, 'done')).toMatchObject({ current: 4, limit: '¥1000.00', spokenLimit: '1000元' });
    expect(openingView(now, 'notOffered').steps).toEqual([]);
  });

  it('says when the charge comes, by the offer', async () => {
    const { account, offer } = await facts(null);
    const { points } = openingView({ account, offer: { ...offer, chargeAfterReceiptDays: 14 } }, 'learn');
    expect(points[0]?.text).toContain('第 14 天');
  });

  it('says what is special about the account', async () => {
    const noteOf = async (account: Partial<CreditAccount>) => {
      const now = await facts(account);
      return openingView(now, stageOf(now), T0).note;
    };
    expect(await noteOf({ state: 'closed', closedAt: T0 })).toContain('关闭过');
    expect(await noteOf({ authorisation: authorised('ended') })).toContain('解除过授权');
    expect(await noteOf({ minorsLock: { since: T0, until: new Date('2026-03-03T02:00:00Z') } })).toBe(
      '已申请关闭保护，3月3日 周二 10:00 解除。',
    );
  });
});
