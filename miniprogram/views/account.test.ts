import { describe, expect, it } from 'vitest';
import type { CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { accountAnswer, holding } from '../../cloudfunctions/shared/testing/accountAnswers.ts';
import { anAccount, later, ORDER, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { accountPage } from './account';

const id = (digit: number) => String(digit).repeat(32);

async function pageOf(changes: Partial<CreditAccount>, ...orders: Order[]) {
  const account = anAccount({ ...holding(...orders), ...changes });
  return accountPage((await accountAnswer({ account, orders })).account, T0);
}

describe('my limit', () => {
  it('is shown with what is left of it, as a bar and in words', async () => {
    const { limit } = await pageOf({}, orderIn('shipped'));
    expect(limit).toEqual({
      label: '还可以用',
      available: '¥832.00',
      limit: '总额度 ¥1000.00',
      percent: 83,
      spoken: '还可以用832元，总额度1000元',
    });
  });

  it('can be used only once what is late is paid', async () => {
    const { limit } = await pageOf({}, orderIn('overdue'));
    expect(limit?.label).toBe('付清后还可以用');
  });

  it('that is nothing has an empty bar', async () => {
    expect((await pageOf({ limitFen: 0, availableFen: 0, limitChanges: [] })).limit?.percent).toBe(0);
  });

  it('names each order that takes part of it, with what is owed and when', async () => {
    const { holds } = await pageOf({}, orderIn('received'));
    expect(holds).toEqual([
      {
        orderId: ORDER,
        title: '订单尾号 aaaa · 待付款',
        held: '¥168.00',
        owed: '要付 ¥168.00，3月11日 周三 10:00 自动扣款',
        late: false,
        spoken: '订单尾号aaaa，待付款，占用额度168元。要付 ¥168.00，3月11日 周三 10:00 自动扣款',
      },
    ]);
  });

  it('says of an order that was lowered to nothing that nothing is to be paid', async () => {
    const { holds } = await pageOf({}, orderIn('shipped', { payableFen: 0 }));
    expect(holds[0]?.owed).toBe('这笔订单不用付款，额度会自动恢复');
  });

  it('is explained by signed changes, which add up to it', async () => {
    const changes = [
      { at: T0, code: 'OPENING', changeFen: 100_000 },
      { at: later(T0, 86_400_000), code: 'OVERDUE', changeFen: -20_000 },
    ] as const;
    const { reasons, total } = await pageOf({
      limitFen: 80_000,
      availableFen: 80_000,
      limitChanges: changes,
    });
    expect(reasons.map(({ change }) => change)).toEqual(['+¥1000.00', '−¥200.00']);
    expect(reasons.map(({ day }) => day)).toEqual(['3月1日 周日', '3月2日 周一']);
    expect(reasons.map(({ spoken }) => spoken)).toEqual(['增加1000元', '减少200元']);
    expect(new Set(reasons.map(({ key }) => key)).size).toBe(2);
    expect(total).toBe('¥800.00');
  });
});

describe('the minors’ lock', () => {
  it.each<[string, CreditAccount['minorsLock'], object]>([
    ['does not stand', null, { stands: false, button: '打开保护', turnsOn: true }],
    ['stands', { since: T0, until: null }, { stands: true, button: '申请关闭保护', turnsOn: false }],
    [
      'is about to open',
      { since: T0, until: later(T0, 86_400_000) },
      {
        stands: true,
        button: '继续保护',
        turnsOn: true,
        words: '已申请关闭，3月2日 周一 10:00 解除。在那之前仍不能下新订单。',
      },
    ],
  ])('that %s says so, and what its button does', async (_how, minorsLock, lock) => {
    expect((await pageOf({ minorsLock })).lock).toMatchObject(lock);
  });

  it('is shown of a closed account as long as it stands', async () => {
    const closed = { state: 'closed', closedAt: T0 } as const;
    expect((await pageOf(closed)).lock).toBeNull();
    expect((await pageOf({ ...closed, minorsLock: { since: T0, until: null } })).lock).not.toBeNull();
  });
});

describe('before it is closed', () => {
  it('it says how many orders go on for how much, and which are cancelled', async () => {
    const { closeWords, bar } = await pageOf(
      {},
      orderIn('approved', { _id: id(1) }),
      orderIn('shipped', { _id: id(2) }),
      orderIn('received', { _id: id(3), payableFen: 10_001 }),
    );
    expect(bar).toBe('close');
    expect(closeWords.split('\n')).toEqual([
      '马上生效，不能再用先用后付下新订单。',
      '1 笔还没被微信支付接受的订单自动取消，不用付款。',
      '2 笔进行中的订单（共 ¥268.01）按原来的约定完成，到期付款。',
      '以后想用，可以重新开通。',
    ]);
  });

  it('it says that nothing runs', async () => {
    expect((await pageOf({})).closeWords).toContain('您现在没有进行中的订单。');
  });
});

describe('once it is closed', () => {
  const active = { channel: 'wechatpay', code: 'code-1', state: 'active', since: T0 } as const;
  const next = { at: T0, action: 'endAuthorisation', tries: 0 } as const;

  it.each<[string, Partial<CreditAccount>, RegExp]>([
    ['waits for the orders', { authorisation: active, next }, /都完成后自动解除/],
    ['has ended', { authorisation: { ...active, state: 'ended' } }, /已解除/],
    ['is ended by the buyer, who reads where', { authorisation: active }, /自己解除：支付分 → 我的服务/],
    ['was never given, where the channel asks for each order', { authorisation: null }, /不用解除/],
  ])('the authorisation %s', async (_how, changes, words) => {
    const page = await pageOf({ state: 'closed', closedAt: T0, ...changes });
    expect(page.closing).toMatch(words);
    expect([page.bar, page.limit, page.reasons]).toEqual(['', null, []]);
  });
});

describe('an account', () => {
  it('that was never opened can be opened, and nothing else', async () => {
    const { account } = await accountAnswer({ account: null });
    expect(accountPage(account, T0)).toMatchObject({
      state: 'none',
      bar: 'open',
      limit: null,
      lock: null,
      authorisation: '',
    });
  });

  it('that is being erased cannot be opened or closed', async () => {
    expect((await pageOf({ state: 'erasing', closedAt: T0 })).bar).toBe('');
  });

  it.each([
    ['active', false],
    ['pending', true],
    ['ended', true],
  ] as const)('whose authorisation is %s needs the buyer to agree: %s', async (state, unauthorised) => {
    const authorisation = { channel: 'wechatpay', code: 'code-1', state, since: T0 } as const;
    expect((await pageOf({ authorisation })).unauthorised).toBe(unauthorised);
  });

  it('lists what was agreed to, the newest first', async () => {
    const first = anAccount().consents[0];
    if (!first) throw new Error('it has none');
    const consents = [first, { ...first, termsVersion: 2, at: later(T0, 86_400_000) }];
    const page = await pageOf({ consents });
    expect(page.consents).toEqual([
      { version: 2, label: '第 2 版', at: '2026-03-02 10:00' },
      { version: 1, label: '第 1 版', at: '2026-03-01 10:00' },
    ]);
    expect(page.termsOutdated).toBe(true);
  });
});
