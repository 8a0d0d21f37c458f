import { describe, expect, it } from 'vitest';
import type { CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { accountAnswer, holding } from '../../cloudfunctions/shared/testing/accountAnswers.ts';
import { anAccount, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { meView } from './me';

const id = (digit: number) => String(digit).repeat(32);

async function viewOf(changes: Partial<CreditAccount> | null, ...orders: Order[]) {
  const account = changes && anAccount({ ...holding(...orders), ...changes });
  return meView(await accountAnswer({ account, orders }), T0);
}

describe('the card of 我的先用后付', () => {
  it('leads who has not opened it to where it is opened', async () => {
    const view = await viewOf(null);
    expect(view).toMatchObject({ stateName: '未开通', limit: null, owed: null });
    expect(view.opening).toEqual({ words: '', button: '开通先用后付' });
  });

  it('shows what is left, what comes next and when, and what all comes to', async () => {
    const view = await viewOf(
      {},
      orderIn('shipped', { _id: id(1), payableFen: 9_900 }),
      orderIn('received', { _id: id(2) }),
    );
    expect(view.limit).toMatchObject({ available: '¥664.00', limit: '总额度 ¥1000.00' });
    expect(view.running).toBe('2 笔订单进行中');
    expect(view.owed).toEqual({
      amount: '¥168.00',
      spoken: '168元',
      when: '3月11日 周三 10:00 自动扣款',
      total: '一共 2 笔还没付，合计 ¥267.00',
    });
    expect([view.overdue, view.opening]).toEqual(['', null]);
  });

  it('tells what is late apart from the rest, and that it costs no fee', async () => {
    const view = await viewOf({}, orderIn('overdue', { _id: id(1) }), orderIn('shipped', { _id: id(2) }));
    expect(view.overdue).toBe('有 1 笔订单过了付款时间，共 ¥168.00。付清后就能继续使用，不收逾期费。');
    expect(view.owed).toMatchObject({ when: '确认收货后第 7 天扣款', total: '' });
  });

  it('does not call late what is frozen', async () => {
    const frozen = orderIn('overdue', { freeze: { since: T0, cause: 'notReceived' } });
    const view = await viewOf({}, frozen);
    expect([view.overdue, view.owed?.when]).toEqual(['', '售后处理中，暂停扣款']);
  });

  it('of a closed account says where the authorisation stands, and what is still owed', async () => {
    const next = { at: T0, action: 'endAuthorisation', tries: 0 } as const;
    const view = await viewOf({ state: 'closed', closedAt: T0, next }, orderIn('received'));
    expect(view).toMatchObject({ stateName: '已关闭', limit: null, running: '', opening: null });
    expect(view.words).toMatch(/都完成后自动解除/);
    expect(view.owed?.amount).toBe('¥168.00');
  });

  it.each<[string, Partial<CreditAccount>, string]>([
    ['is not authorised', { authorisation: null }, '去完成'],
    ['was opened under older terms', { consents: anAccount().consents.map(olderTerms) }, '去同意'],
  ])('of an account that %s leads to the missing step', async (_how, changes, button) => {
    const { opening } = await viewOf(changes);
    expect(opening?.button).toBe(button);
    expect(opening?.words).not.toBe('');
  });

  it.each<[string, Partial<CreditAccount>, RegExp]>([
    ['that is locked', { minorsLock: { since: T0, until: null } }, /未成年人保护已打开/],
    ['that is being erased', { state: 'erasing', closedAt: T0 }, /正在删除/],
  ])('of an account %s says so', async (_how, changes, words) => {
    expect((await viewOf(changes)).words).toMatch(words);
  });

  it('shows the merchant’s pages to operators only', async () => {
    const answer = await accountAnswer({});
    expect(meView(answer).operator).toBe(false);
    expect(meView({ ...answer, operator: true }).operator).toBe(true);
  });
});

function olderTerms(consent: CreditAccount['consents'][number]): CreditAccount['consents'][number] {
  return { ...consent, textHash: 'e'.repeat(64) };
}
